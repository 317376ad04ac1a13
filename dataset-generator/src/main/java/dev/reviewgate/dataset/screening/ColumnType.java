package dev.reviewgate.dataset.screening;

/** What the values of a column are: as declared, or as far as its name and its values tell. */
public enum ColumnType {
    IDENTIFIER,
    NUMBER,
    DATE,
    BOOLEAN,
    CATEGORY,
    TEXT
}
