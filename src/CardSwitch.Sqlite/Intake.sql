-- Version 2 of intake.db: where everything is. Sealed groups that are not settled are in the files intake-N.log beside it.

-- One row. The chain of settled rows ends at number settled; rows up to number pruned are gone, their chain ended as said.
CREATE TABLE journal (
    id           INTEGER PRIMARY KEY CHECK (id = 1),
    station      TEXT    NOT NULL,
    epoch        INTEGER NOT NULL,
    settled      INTEGER NOT NULL,
    chain        BLOB    NOT NULL,
    seal         BLOB    NOT NULL,
    pruned       INTEGER NOT NULL,
    pruned_chain BLOB    NOT NULL,
    pruned_seal  BLOB    NOT NULL
) STRICT;

-- The issuers that the groups of an epoch name by their positions.
CREATE TABLE issuer (
    epoch    INTEGER NOT NULL,
    position INTEGER NOT NULL,
    name     TEXT    NOT NULL,
    format   TEXT    NOT NULL,
    PRIMARY KEY (epoch, position)
) STRICT, WITHOUT ROWID;

-- Messages of settled rows that may have to be sent again.
CREATE TABLE sealed_message (
    number INTEGER PRIMARY KEY,
    sealed BLOB NOT NULL
) STRICT;

-- The record files, oldest first: which rows and business days are in them, and the chain at the last row.
CREATE TABLE files (
    id        INTEGER PRIMARY KEY,
    name      TEXT    NOT NULL UNIQUE,
    day       INTEGER NOT NULL,
    first     INTEGER NOT NULL,
    last      INTEGER NOT NULL,
    first_day INTEGER NOT NULL,
    last_day  INTEGER NOT NULL,
    chain     BLOB    NOT NULL,
    seal      BLOB    NOT NULL
) STRICT;
