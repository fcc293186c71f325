package dev.tidings.render;

/** A template cannot be used. Thrown where even the shipped one fails; a broken house template only leaves a problem. */
public final class TemplateException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final transient TemplateProblem problem;

  TemplateException(TemplateProblem problem) {
    super(problem.toString());
    this.problem = problem;
  }

  public TemplateProblem problem() {
    return problem;
  }
}
