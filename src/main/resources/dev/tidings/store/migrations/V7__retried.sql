-- What the subscription has still missed once this delivery has told its posts: so it stands again where the delivery is owed anew; NULL = nothing.
ALTER TABLE delivery ADD COLUMN still_missed TEXT;
