"""The tables of one site's queue and the statements that read and change them (SQL)."""

SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS urls (
    id INTEGER PRIMARY KEY, url TEXT NOT NULL UNIQUE, state TEXT NOT NULL, reason TEXT NOT NULL DEFAULT '',
    redirected_to TEXT NOT NULL DEFAULT '', reopened INTEGER NOT NULL DEFAULT 0, asked INTEGER NOT NULL DEFAULT 0,
    rank INTEGER NOT NULL, weight INTEGER NOT NULL, listing INTEGER NOT NULL, depth INTEGER NOT NULL,
    file INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS urls_pending ON urls (rank DESC, weight DESC, listing DESC, depth, url)
WHERE state = 'pending';
CREATE INDEX IF NOT EXISTS urls_led_on ON urls (redirected_to) WHERE redirected_to <> '';
CREATE TABLE IF NOT EXISTS edges (
    source INTEGER NOT NULL, target INTEGER NOT NULL, way TEXT NOT NULL, via TEXT NOT NULL, weight INTEGER NOT NULL,
    relevance TEXT NOT NULL, weak INTEGER NOT NULL, text TEXT NOT NULL, place TEXT NOT NULL, context TEXT NOT NULL,
    menu INTEGER NOT NULL,
    PRIMARY KEY (source, target)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS edges_target ON edges (target);
CREATE TABLE IF NOT EXISTS fetched (
    url TEXT PRIMARY KEY, pattern TEXT NOT NULL, fingerprint TEXT NOT NULL, facts TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS fetched_alike ON fetched (pattern, fingerprint);
CREATE TABLE IF NOT EXISTS readings (key TEXT PRIMARY KEY, reading TEXT NOT NULL) WITHOUT ROWID;
"""
ADD_URL = """
INSERT INTO urls (url, state, reason, redirected_to, rank, weight, listing, depth, file)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
PROMOTE_URL = "UPDATE urls SET rank = ?, weight = ?, depth = ?, listing = ? WHERE id = ?"
REOPEN_URL = "UPDATE urls SET state = 'pending', reason = '' WHERE id = ? AND state = 'skipped' AND redirected_to = ''"
SETTLE = "UPDATE urls SET state = ?, reason = ?, redirected_to = ? WHERE url = ?"
ALIKE = "SELECT count(*) FROM fetched WHERE pattern = ? AND fingerprint = ?"
SPARE = "UPDATE urls SET state = 'skipped', reason = ?, redirected_to = '', asked = 0 WHERE url = ?"
REOPEN_LOST = """
UPDATE urls SET state = 'pending', reason = '', asked = 0
WHERE state = 'failed' AND reason IN (SELECT value FROM json_each(?))
"""
REOPEN_COPIES = """
UPDATE urls SET state = 'pending', reason = '', redirected_to = '', reopened = 1
WHERE redirected_to = ? AND state = 'skipped' AND reopened = 0 AND (? = '' OR url = ?)
AND reason IN (SELECT value FROM json_each(?))
"""
# Of several links from one page to one address the words of the most promising stand, and one of a menu is enough.
ADD_EDGE = """
INSERT INTO edges VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
weight = max(weight, excluded.weight), menu = max(menu, excluded.menu),
relevance = iif(excluded.weight > weight, excluded.relevance, relevance),
weak = iif(excluded.weight > weight, excluded.weak, weak),
text = iif(excluded.weight > weight, excluded.text, text),
place = iif(excluded.weight > weight, excluded.place, place),
context = iif(excluded.weight > weight, excluded.context, context)
WHERE excluded.weight > weight OR excluded.menu > menu
"""
FORGET = ("DELETE FROM urls", "DELETE FROM edges", "DELETE FROM fetched", "DELETE FROM readings")
BEST = """
SELECT id, url, file, weight FROM urls WHERE state = 'pending' AND (file = ? OR file = ?)
ORDER BY rank DESC, weight DESC, listing DESC, depth, url LIMIT 1
"""
WORDS = """
SELECT e.weight, e.relevance, e.weak, e.text, e.place, e.context, u.file FROM edges e JOIN urls u ON u.id = e.target
WHERE e.source = ? AND e.target = ?
"""
KNOWN = """
SELECT url, id, rank, weight, depth, listing, state = 'skipped' AND redirected_to = '',
    coalesce((SELECT max(e.weight) FROM edges e WHERE e.target = urls.id), -1),
    coalesce((SELECT e.source FROM edges e WHERE e.target = urls.id ORDER BY e.weight DESC, e.source LIMIT 1), -1),
    id IN (SELECT e.target FROM edges e JOIN urls s ON s.id = e.source WHERE e.menu OR s.rank >= ?)
FROM urls
"""
RELEASE = "UPDATE urls SET state = 'pending' WHERE state = 'held'"
HOLD = "UPDATE urls SET state = 'held' WHERE state = 'pending' AND url NOT IN (SELECT value FROM json_each(?))"
LEAVE_OUT = "UPDATE urls SET state = ?, reason = ? WHERE state = 'held'"
ANY_LEFT = "SELECT EXISTS (SELECT 1 FROM urls WHERE state = ?)"
# What was on its way and never answered is asked for again; what was answered waits in the archive to be read.
UNANSWERED = """
UPDATE urls SET state = 'pending', asked = 0 WHERE state = 'taken' AND url NOT IN (SELECT url FROM fetched)
"""
UNREAD = "SELECT f.facts FROM fetched f JOIN urls u ON u.url = f.url WHERE u.state = 'taken' ORDER BY u.id"
