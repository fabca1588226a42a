package dev.eresident.sandbox.register;

/** How a person may represent a company. */
public enum Right {
    /** Alone: {@code ainuesindusoigus_olemas} is {@code JAH}. */
    SOLE,
    /** Not alone: {@code ainuesindusoigus_olemas} is {@code EI}. */
    JOINT
}
