import GRDB

/// The schema, append-only. Instants are UTC seconds since 1970; local times are text.
enum Migrations {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 first schema") { db in
      try db.execute(sql: first)
    }
    migrator.registerMigration("2 personal channels, urgency, troubles, mutes") { db in
      try db.execute(sql: second)
    }
    migrator.registerMigration("3 attendance, receptions, bounces") { db in
      try db.execute(sql: third)
    }
    migrator.registerMigration("4 nothing from me, revoked links") { db in
      try db.execute(sql: fourth)
    }
    migrator.registerMigration("5 what the board looks up") { db in
      try db.execute(sql: fifth)
    }
    migrator.registerMigration("6 when pairs met") { db in
      try db.execute(sql: sixth)
    }
    migrator.registerMigration("7 tasks") { db in
      try db.execute(sql: seventh)
    }
    migrator.registerMigration("8 what the public knows") { db in
      try db.execute(sql: eighth)
    }
    migrator.registerMigration("9 meetings that stand though people are away") { db in
      try db.execute(sql: ninth)
    }
    migrator.registerMigration("10 meetings that are asked for") { db in
      try db.execute(sql: tenth)
    }
    migrator.registerMigration("11 who hosts") { db in try db.execute(sql: eleventh) }
    migrator.registerMigration("12 votes") { db in try db.execute(sql: twelfth) }
    migrator.registerMigration("13 keepsakes and the forgotten") { db in
      try db.execute(sql: thirteenth)
    }
    migrator.registerMigration("14 who knows that they host") { db in
      try db.execute(sql: fourteenth)
    }
    return migrator
  }

  private static let fourth = """
    CREATE TABLE pass (               -- who said that they bring nothing
      occurrence TEXT NOT NULL REFERENCES occurrence (id),
      person TEXT NOT NULL,
      PRIMARY KEY (occurrence, person)
    ) STRICT;

    CREATE TABLE revocation (         -- links that were made for a holder before open nothing
      holder TEXT PRIMARY KEY,
      epoch INTEGER NOT NULL
    ) STRICT;
    """

  private static let fifth = """
    -- Of one state the newest, and how many there are of each.
    CREATE INDEX outbox_state ON outbox (state);
    CREATE INDEX occurrence_start ON occurrence (starts_at);
    """

  private static let sixth = """
    CREATE TABLE pair (
      series TEXT PRIMARY KEY,
      met_at INTEGER NOT NULL         -- the last meeting's end, or when the pair became known
    ) STRICT;
    """

  /// SQLite cannot drop a reference, so what may be about a task is written anew.
  private static let seventh = """
    CREATE TABLE task (
      id TEXT PRIMARY KEY,            -- series/key
      known_at INTEGER NOT NULL,      -- since when it is in the configuration
      revision INTEGER NOT NULL,
      settlement TEXT CHECK (settlement IN ('done', 'dropped')),
      settled_at INTEGER,
      settled_by TEXT,                -- NULL: by command
      CHECK ((settlement IS NULL) = (settled_at IS NULL))
    ) STRICT;

    CREATE TABLE journal_2 (
      seq INTEGER PRIMARY KEY,
      subject TEXT NOT NULL,          -- the id of an occurrence or of a task
      revision INTEGER NOT NULL,
      from_state TEXT NOT NULL,
      to_state TEXT NOT NULL,
      cause TEXT NOT NULL,
      due_at INTEGER NOT NULL,
      observed_at INTEGER NOT NULL,
      UNIQUE (subject, revision)
    ) STRICT;
    INSERT INTO journal_2
      SELECT seq, occurrence, revision, from_state, to_state, cause, due_at, observed_at
      FROM journal;
    DROP TABLE journal;
    ALTER TABLE journal_2 RENAME TO journal;

    CREATE TABLE trouble_2 (
      channel TEXT NOT NULL,          -- 'mail', or the channel's name
      address TEXT NOT NULL,          -- the mailbox; '' for a channel
      person TEXT,                    -- NULL for a channel that is nobody's own
      subject TEXT NOT NULL,
      why TEXT NOT NULL,
      since INTEGER NOT NULL,
      told INTEGER NOT NULL DEFAULT 0,
      bounced INTEGER NOT NULL DEFAULT 0,
      PRIMARY KEY (channel, address)
    ) STRICT;
    INSERT INTO trouble_2
      SELECT channel, address, person, occurrence, why, since, told, bounced FROM trouble
      ORDER BY rowid;
    DROP TABLE trouble;
    ALTER TABLE trouble_2 RENAME TO trouble;

    CREATE TABLE outbox_2 (
      seq INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,        -- Message-ID and webhook-id derive from it
      subject TEXT NOT NULL,
      kind TEXT NOT NULL,
      urgency INTEGER NOT NULL,       -- what leaves first: cancellations are 0
      edition TEXT NOT NULL,
      person TEXT,                    -- NULL for a channel that is nobody's own
      address TEXT,                   -- their mailbox
      channel TEXT NOT NULL,          -- 'mail', or the channel's name
      facts TEXT NOT NULL,            -- JSON: all that the text needs
      not_before INTEGER NOT NULL,
      not_after INTEGER NOT NULL,
      attempts INTEGER NOT NULL DEFAULT 0,
      crashes INTEGER NOT NULL DEFAULT 0,
      unknowns INTEGER NOT NULL DEFAULT 0,  -- answers lost after the last byte
      recalled INTEGER NOT NULL DEFAULT 0,  -- superseded while it was being sent
      next_try_at INTEGER NOT NULL,
      state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN
        ('pending', 'sending', 'unknown',
         'delivered', 'refused', 'expired', 'superseded', 'quarantined')),
      receipt TEXT,                   -- the last answer, or why it ended
      settled_at INTEGER,
      CHECK (person IS NOT NULL OR channel <> 'mail')
    ) STRICT;
    INSERT INTO outbox_2
      SELECT seq, id, occurrence, kind, urgency, edition, person, address, channel, facts,
        not_before, not_after, attempts, crashes, unknowns, recalled, next_try_at, state, receipt,
        settled_at
      FROM outbox;
    DROP TABLE outbox;
    ALTER TABLE outbox_2 RENAME TO outbox;
    CREATE INDEX outbox_waiting ON outbox (channel, next_try_at)
      WHERE state IN ('pending', 'unknown');
    CREATE INDEX outbox_urgent ON outbox (channel, urgency, not_after, seq)
      WHERE state IN ('pending', 'unknown');
    CREATE INDEX outbox_expiring ON outbox (not_after) WHERE state IN ('pending', 'unknown');
    CREATE INDEX outbox_unsettled ON outbox (subject, channel, person, seq)
      WHERE settled_at IS NULL;
    CREATE INDEX outbox_subject ON outbox (subject);
    CREATE INDEX outbox_state ON outbox (state);
    """

  private static let eighth = """
    ALTER TABLE occurrence ADD COLUMN publicity TEXT NOT NULL DEFAULT 'due'
      CHECK (publicity IN ('due', 'waiting', 'told'));
    """

  private static let ninth = """
    ALTER TABLE occurrence ADD COLUMN stands_anyway INTEGER NOT NULL DEFAULT 0;
    """

  private static let tenth = """
    CREATE TABLE request (            -- meetings that one of a pair asked the other side for
      task TEXT PRIMARY KEY REFERENCES task (id),  -- settled by the answer
      starts_at INTEGER NOT NULL,
      asker TEXT NOT NULL,
      about TEXT NOT NULL,
      asked_at INTEGER NOT NULL
    ) STRICT;
    """

  private static let third = """
    CREATE TABLE attendance (         -- what people answered; it decides nothing
      occurrence TEXT NOT NULL REFERENCES occurrence (id),
      person TEXT NOT NULL,
      answer TEXT NOT NULL CHECK (answer IN ('accepted', 'declined', 'tentative')),
      at INTEGER NOT NULL,
      PRIMARY KEY (occurrence, person)
    ) STRICT;

    CREATE TABLE reception (          -- mails that were taken: the same one is not taken again
      message TEXT PRIMARY KEY,
      at INTEGER NOT NULL
    ) STRICT;

    -- 1: a relay took the mail and another server gave it back. That a relay takes the next one
    -- says nothing then.
    ALTER TABLE trouble ADD COLUMN bounced INTEGER NOT NULL DEFAULT 0;
    """

  /// SQLite cannot drop a check, so the outbox is written anew: a person may be reached by a
  /// channel of their own.
  private static let second = """
    CREATE TABLE outbox_2 (
      seq INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,        -- Message-ID and webhook-id derive from it
      occurrence TEXT NOT NULL REFERENCES occurrence (id),
      kind TEXT NOT NULL,
      urgency INTEGER NOT NULL,       -- what leaves first: cancellations are 0
      edition TEXT NOT NULL,
      person TEXT,                    -- NULL for a channel that is nobody's own
      address TEXT,                   -- their mailbox
      channel TEXT NOT NULL,          -- 'mail', or the channel's name
      facts TEXT NOT NULL,            -- JSON: all that the text needs
      not_before INTEGER NOT NULL,
      not_after INTEGER NOT NULL,
      attempts INTEGER NOT NULL DEFAULT 0,
      crashes INTEGER NOT NULL DEFAULT 0,
      unknowns INTEGER NOT NULL DEFAULT 0,  -- answers lost after the last byte
      recalled INTEGER NOT NULL DEFAULT 0,  -- superseded while it was being sent
      next_try_at INTEGER NOT NULL,
      state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN
        ('pending', 'sending', 'unknown',
         'delivered', 'refused', 'expired', 'superseded', 'quarantined')),
      receipt TEXT,                   -- the last answer, or why it ended
      settled_at INTEGER,
      CHECK (person IS NOT NULL OR channel <> 'mail')
    ) STRICT;
    INSERT INTO outbox_2
      SELECT seq, id, occurrence, kind,
        CASE kind WHEN 'cancellation' THEN 0 WHEN 'reinstatement' THEN 1 WHEN 'update' THEN 1
          WHEN 'host-note' THEN 1 WHEN 'call' THEN 3 WHEN 'reminder' THEN 3 ELSE 2 END,
        edition, person, address, channel, facts, not_before, not_after, attempts, crashes,
        unknowns, recalled, next_try_at, state, receipt, settled_at
      FROM outbox;
    DROP TABLE outbox;
    ALTER TABLE outbox_2 RENAME TO outbox;
    -- SQLite uses a partial index only where the query repeats its very condition.
    CREATE INDEX outbox_waiting ON outbox (channel, next_try_at)
      WHERE state IN ('pending', 'unknown');
    CREATE INDEX outbox_urgent ON outbox (channel, urgency, not_after, seq)
      WHERE state IN ('pending', 'unknown');
    CREATE INDEX outbox_expiring ON outbox (not_after) WHERE state IN ('pending', 'unknown');
    -- Unsettled is what has no end; a list of states would be built anew for every row written.
    CREATE INDEX outbox_unsettled ON outbox (occurrence, channel, person, seq)
      WHERE settled_at IS NULL;
    CREATE INDEX outbox_occurrence ON outbox (occurrence);

    CREATE TABLE trouble (            -- who does not take what is sent, until they do
      channel TEXT NOT NULL,          -- 'mail', or the channel's name
      address TEXT NOT NULL,          -- the mailbox; '' for a channel
      person TEXT,                    -- NULL for a channel that is nobody's own
      occurrence TEXT NOT NULL REFERENCES occurrence (id),
      why TEXT NOT NULL,
      since INTEGER NOT NULL,
      told INTEGER NOT NULL DEFAULT 0,  -- a host's note about it has been written
      PRIMARY KEY (channel, address)
    ) STRICT;

    CREATE TABLE mute (               -- who asked for no more reminders
      person TEXT PRIMARY KEY,
      since INTEGER NOT NULL
    ) STRICT;
    """

  private static let first = """
    CREATE TABLE occurrence (
      id TEXT PRIMARY KEY,
      series TEXT NOT NULL,
      state TEXT NOT NULL
        CHECK (state IN ('planned', 'open', 'confirmed', 'held', 'cancelled', 'lapsed')),
      cancellation TEXT,              -- why, while the state is 'cancelled'
      cancellation_text TEXT,
      revision INTEGER NOT NULL,
      ruled TEXT NOT NULL,            -- the rule's local time
      ruled_at INTEGER NOT NULL,
      starts_at INTEGER NOT NULL,
      ends_at INTEGER NOT NULL,
      moved INTEGER NOT NULL,
      title TEXT NOT NULL,            -- title, link and place as guests were told last
      link TEXT,
      place TEXT,
      postponed_cutoff INTEGER,
      intake_since INTEGER NOT NULL,
      handled INTEGER NOT NULL,
      owed_reminder TEXT,
      sequence INTEGER NOT NULL,      -- RFC 5546
      stamp INTEGER NOT NULL,         -- the last DTSTAMP
      retrospective_announced INTEGER,
      retrospective_reminded INTEGER,
      next_at INTEGER                 -- the truth of what the timer wheel holds
    ) STRICT;
    CREATE INDEX occurrence_next ON occurrence (next_at) WHERE next_at IS NOT NULL;

    CREATE TABLE item (
      id TEXT NOT NULL,
      occurrence TEXT NOT NULL REFERENCES occurrence (id),
      author TEXT,
      text TEXT NOT NULL,
      private INTEGER NOT NULL,
      file TEXT,                      -- NULL: by command
      file_key TEXT,
      received_at INTEGER NOT NULL,
      dropped_at INTEGER,
      PRIMARY KEY (id, occurrence)
    ) STRICT;
    CREATE INDEX item_occurrence ON item (occurrence);

    CREATE TABLE invitation (
      occurrence TEXT NOT NULL REFERENCES occurrence (id),
      person TEXT NOT NULL,
      address TEXT NOT NULL,
      uid TEXT NOT NULL,              -- uid and organizer name the entry in their calendar
      organizer TEXT NOT NULL,
      sequence INTEGER NOT NULL,
      dtstamp INTEGER NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('pending', 'told', 'withdrawn')),
      root TEXT NOT NULL,             -- identity of the first notice of the thread
      PRIMARY KEY (occurrence, person)
    ) STRICT;

    CREATE TABLE journal (
      seq INTEGER PRIMARY KEY,
      occurrence TEXT NOT NULL REFERENCES occurrence (id),
      revision INTEGER NOT NULL,
      from_state TEXT NOT NULL,
      to_state TEXT NOT NULL,
      cause TEXT NOT NULL,
      due_at INTEGER NOT NULL,
      observed_at INTEGER NOT NULL,
      UNIQUE (occurrence, revision)
    ) STRICT;

    CREATE TABLE outbox (
      seq INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,        -- Message-ID and webhook-id derive from it
      occurrence TEXT NOT NULL REFERENCES occurrence (id),
      kind TEXT NOT NULL,
      edition TEXT NOT NULL,
      person TEXT,                    -- NULL for a channel
      address TEXT,                   -- where it goes; NULL for a channel
      channel TEXT NOT NULL,          -- 'mail' for people
      facts TEXT NOT NULL,            -- JSON: all that the text needs
      not_before INTEGER NOT NULL,
      not_after INTEGER NOT NULL,
      attempts INTEGER NOT NULL DEFAULT 0,
      crashes INTEGER NOT NULL DEFAULT 0,
      unknowns INTEGER NOT NULL DEFAULT 0,  -- answers lost after the last byte
      recalled INTEGER NOT NULL DEFAULT 0,  -- superseded while it was being sent
      next_try_at INTEGER NOT NULL,
      state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN
        ('pending', 'sending', 'unknown',
         'delivered', 'refused', 'expired', 'superseded', 'quarantined')),
      receipt TEXT,                   -- the last answer, or why it ended
      settled_at INTEGER,
      CHECK ((person IS NULL) = (channel <> 'mail'))
    ) STRICT;
    -- SQLite uses a partial index only where the query repeats its very condition.
    CREATE INDEX outbox_waiting ON outbox (channel, next_try_at, seq)
      WHERE state IN ('pending', 'unknown');
    CREATE INDEX outbox_expiring ON outbox (not_after) WHERE state IN ('pending', 'unknown');
    -- Unsettled is what has no end; a list of states would be built anew for every row written.
    CREATE INDEX outbox_unsettled ON outbox (occurrence, channel, person, seq)
      WHERE settled_at IS NULL;
    CREATE INDEX outbox_occurrence ON outbox (occurrence);

    CREATE TABLE mark (               -- single values: when the service was last alive
      name TEXT PRIMARY KEY,
      at INTEGER NOT NULL
    ) STRICT;
    """
}
