-- Version 1 of the journal's tables. {schema} stands for the quoted name of their schema. Plain SQL: no extension, no
-- function in the server, so that other engines that speak the protocol can keep the journal too.

CREATE SCHEMA IF NOT EXISTS {schema};

CREATE TABLE {schema}.version (version integer NOT NULL PRIMARY KEY);

-- Who owns which journal. Whoever writes holds the station's row, so no write comes between a new owner's taking over and
-- its first look.
CREATE TABLE {schema}.station (
    station     text        NOT NULL PRIMARY KEY,
    epoch       integer     NOT NULL,
    owner       text        NOT NULL,
    lease_until timestamptz NOT NULL
);

-- Sealed groups that are not settled.
CREATE TABLE {schema}.intake (
    station text    NOT NULL,
    first   bigint  NOT NULL,
    count   integer NOT NULL,
    epoch   integer NOT NULL,
    issuers text    NOT NULL,
    sealed  bytea   NOT NULL,
    PRIMARY KEY (station, first)
);

-- Settled records. Card numbers stand in them as a keyed token and masked.
CREATE TABLE {schema}.record (
    station         text    NOT NULL,
    number          bigint  NOT NULL,
    version         integer NOT NULL,
    kind            integer NOT NULL,
    effect          integer NOT NULL,
    issuer          text,
    format          text,
    type            integer NOT NULL,
    code            text    NOT NULL,
    stan            integer NOT NULL,
    originator_stan integer NOT NULL,
    day             integer NOT NULL,
    currency        integer NOT NULL,
    field           integer NOT NULL,
    unix_ms         bigint  NOT NULL,
    amount          bigint  NOT NULL,
    acquirer        bigint  NOT NULL,
    key             bytea   NOT NULL,
    content         bigint  NOT NULL,
    lane            bigint  NOT NULL,
    queued          bigint  NOT NULL,
    card_token      bytea,
    card            text,
    terminal        text,
    rrn             text,
    message         bytea   NOT NULL,
    chain           bytea   NOT NULL,
    PRIMARY KEY (station, number)
);

CREATE INDEX record_card_token ON {schema}.record (card_token, station, number) WHERE card_token IS NOT NULL;
CREATE INDEX record_rrn ON {schema}.record (rrn, station, number) WHERE rrn IS NOT NULL;
CREATE INDEX record_terminal ON {schema}.record (terminal, station, number) WHERE terminal IS NOT NULL;
CREATE INDEX record_key ON {schema}.record (key, station, number);
CREATE INDEX record_day ON {schema}.record (day, station, number);
CREATE INDEX record_queued ON {schema}.record (station, queued, number) WHERE queued <> 0;

-- Whole messages, encrypted, of records whose message may have to be sent again.
CREATE TABLE {schema}.sealed (
    station text   NOT NULL,
    number  bigint NOT NULL,
    bytes   bytea  NOT NULL,
    PRIMARY KEY (station, number)
);

-- Where each station's chain of rows ends, and where it begins: what stood before row "first".
CREATE TABLE {schema}.head (
    station     text   NOT NULL PRIMARY KEY,
    number      bigint NOT NULL,
    chain       bytea  NOT NULL,
    seal        bytea  NOT NULL,
    first       bigint NOT NULL,
    before      bytea  NOT NULL,
    before_seal bytea  NOT NULL
);

-- The seal of the last row of each settlement: rows can be pruned up to any of them.
CREATE TABLE {schema}.seal (
    station text   NOT NULL,
    number  bigint NOT NULL,
    seal    bytea  NOT NULL,
    PRIMARY KEY (station, number)
);

-- BIN tables that stations have published.
CREATE TABLE {schema}.routes (
    version      bigint      NOT NULL PRIMARY KEY,
    content      bytea       NOT NULL,
    published_by text        NOT NULL,
    published_at timestamptz NOT NULL
);

-- What the numbers in record.kind say.
CREATE TABLE {schema}.kinds (number integer NOT NULL PRIMARY KEY, name text NOT NULL);

INSERT INTO {schema}.kinds (number, name) VALUES
    (1, 'Sent'), (2, 'Answered'), (3, 'TimedOut'), (4, 'StoodIn'), (5, 'Queued'), (6, 'Forwarded'), (7, 'Parked'),
    (8, 'Released'), (9, 'Blocked'), (10, 'Late'), (11, 'Unmatched'), (12, 'Undelivered'), (13, 'Reversed'),
    (14, 'DayOpened'), (15, 'DayClosed'), (16, 'Reconciled'), (17, 'Network');

-- One row a transaction: its first record, and what became of it last.
CREATE VIEW {schema}.transactions AS
SELECT r.station, r.number, r.day, to_timestamp(r.unix_ms / 1000.0) AS at, r.type, r.card, r.terminal, r.rrn, r.stan, r.amount,
       r.currency, r.acquirer, r.issuer, k.name AS outcome, o.code, r.card_token, r.key
FROM {schema}.record r
LEFT JOIN LATERAL (
    SELECT l.kind, l.code FROM {schema}.record l
    WHERE l.key = r.key AND l.station = r.station AND l.number >= r.number AND l.kind IN (2, 3, 4, 12, 13)
    ORDER BY l.number DESC LIMIT 1) o ON true
LEFT JOIN {schema}.kinds k ON k.number = o.kind
WHERE r.kind IN (1, 4, 5) AND NOT EXISTS (
    SELECT 1 FROM {schema}.record e
    WHERE e.key = r.key AND e.station = r.station AND e.number < r.number AND e.kind IN (1, 4, 5));

-- What waits to be forwarded, or was given up until an operator releases it.
CREATE VIEW {schema}.queue AS
SELECT r.station, r.number, r.issuer, k.name AS reason, r.type, r.card, r.terminal, r.rrn, r.amount, r.currency,
       r.day, to_timestamp(r.unix_ms / 1000.0) AS since, COALESCE(p.kind = 7, false) AS parked, r.key
FROM {schema}.sealed s
JOIN {schema}.record r ON r.station = s.station AND r.number = s.number AND r.kind <> 1
JOIN {schema}.kinds k ON k.number = r.kind
LEFT JOIN LATERAL (
    SELECT l.kind FROM {schema}.record l
    WHERE l.station = r.station AND l.queued = r.number AND l.queued <> 0 AND l.kind IN (7, 8)
    ORDER BY l.number DESC LIMIT 1) p ON true;

-- Totals of a business day, an issuer and a currency by station; amounts in minor units.
CREATE VIEW {schema}.station_totals AS
SELECT station, day, issuer, currency,
       COUNT(*) FILTER (WHERE effect = 1) AS debits,
       COALESCE(SUM(amount) FILTER (WHERE effect = 1), 0) AS debit_amount,
       COUNT(*) FILTER (WHERE effect = 2) AS debit_reversals,
       COALESCE(SUM(amount) FILTER (WHERE effect = 2), 0) AS debit_reversal_amount,
       COUNT(*) FILTER (WHERE effect = 3) AS credits,
       COALESCE(SUM(amount) FILTER (WHERE effect = 3), 0) AS credit_amount,
       COUNT(*) FILTER (WHERE effect = 4) AS credit_reversals,
       COALESCE(SUM(amount) FILTER (WHERE effect = 4), 0) AS credit_reversal_amount,
       COUNT(*) FILTER (WHERE effect = 5) AS authorizations,
       COUNT(*) FILTER (WHERE effect = 6) AS inquiries,
       COUNT(*) FILTER (WHERE effect = 7) AS transfers,
       COUNT(*) FILTER (WHERE effect = 8) AS transfer_reversals
FROM {schema}.record WHERE effect <> 0
GROUP BY station, day, issuer, currency;

-- The same over all stations; net is credits less debits, reversals taken off.
CREATE VIEW {schema}.totals AS
SELECT day, issuer, currency,
       SUM(debits) AS debits, SUM(debit_amount) AS debit_amount,
       SUM(debit_reversals) AS debit_reversals, SUM(debit_reversal_amount) AS debit_reversal_amount,
       SUM(credits) AS credits, SUM(credit_amount) AS credit_amount,
       SUM(credit_reversals) AS credit_reversals, SUM(credit_reversal_amount) AS credit_reversal_amount,
       SUM(authorizations) AS authorizations, SUM(inquiries) AS inquiries,
       SUM(transfers) AS transfers, SUM(transfer_reversals) AS transfer_reversals,
       SUM(credit_amount) - SUM(credit_reversal_amount) - SUM(debit_amount) + SUM(debit_reversal_amount) AS net
FROM {schema}.station_totals
GROUP BY day, issuer, currency;

INSERT INTO {schema}.version (version) VALUES (1);
