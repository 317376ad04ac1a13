package dev.reviewgate.dataset;

/** What the values of a column are, as far as its name and its values tell. */
enum ColumnType {
    IDENTIFIER,
    NUMBER,
    DATE,
    TEXT
}
