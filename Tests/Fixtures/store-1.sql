CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
INSERT INTO "grdb_migrations" VALUES('1 first schema');
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
INSERT INTO "invitation" VALUES('s/2027-01-21','p0','p0@example.org','u@example.org','c@example.org',0,1800000000,'told','00000000000000000000000000000000');
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
INSERT INTO "journal" VALUES(1,'s/2027-01-21',0,'new','planned','planned',1800000000,1800000000);
CREATE TABLE mark (               -- single values: when the service was last alive
      name TEXT PRIMARY KEY,
      at INTEGER NOT NULL
    ) STRICT;
INSERT INTO "mark" VALUES('alive',1800000000);
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
INSERT INTO "occurrence" VALUES('s/2027-01-21','s','open',NULL,NULL,1,'2027-01-21T14:00',1800540000,1800540000,1800543600,0,'S',NULL,NULL,NULL,1800000000,1800000000,NULL,0,1800000000,NULL,NULL,1800000100);
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
INSERT INTO "outbox" VALUES(1,'00000000000000000000000000000000','s/2027-01-21','invitation','0','p0','p0@example.org','mail','{"community": "C", "decidedAt": "2027-01-15T08:00:00Z", "domain": "example.org", "end": {"instant": "2027-01-21T15:00:00Z", "local": "2027-01-21T15:00", "offset": 0, "zone": "UTC"}, "from": {"address": "c@example.org", "name": "C"}, "hosts": [], "isOptional": false, "isRetrospective": false, "reader": {"address": "p0@example.org", "name": "Ana"}, "readerIsHost": false, "series": "s", "start": {"instant": "2027-01-21T14:00:00Z", "local": "2027-01-21T14:00", "offset": 0, "zone": "UTC"}, "title": "S"}',1800000000,1800500000,1,0,0,0,1800000000,'pending','as it was',NULL);
INSERT INTO "outbox" VALUES(2,'00000000000000000000000000000001','s/2027-01-21','call','0','p1','p1@example.org','mail','{"community": "C", "decidedAt": "2027-01-15T08:00:00Z", "domain": "example.org", "end": {"instant": "2027-01-21T15:00:00Z", "local": "2027-01-21T15:00", "offset": 0, "zone": "UTC"}, "from": {"address": "c@example.org", "name": "C"}, "hosts": [], "isOptional": false, "isRetrospective": false, "reader": {"address": "p1@example.org", "name": "Ana"}, "readerIsHost": false, "series": "s", "start": {"instant": "2027-01-21T14:00:00Z", "local": "2027-01-21T14:00", "offset": 0, "zone": "UTC"}, "title": "S"}',1800000000,1800500000,1,0,0,0,1800000000,'sending','as it was',NULL);
INSERT INTO "outbox" VALUES(3,'00000000000000000000000000000002','s/2027-01-21','reminder','0','p2','p2@example.org','mail','{"community": "C", "decidedAt": "2027-01-15T08:00:00Z", "domain": "example.org", "end": {"instant": "2027-01-21T15:00:00Z", "local": "2027-01-21T15:00", "offset": 0, "zone": "UTC"}, "from": {"address": "c@example.org", "name": "C"}, "hosts": [], "isOptional": false, "isRetrospective": false, "reader": {"address": "p2@example.org", "name": "Ana"}, "readerIsHost": false, "series": "s", "start": {"instant": "2027-01-21T14:00:00Z", "local": "2027-01-21T14:00", "offset": 0, "zone": "UTC"}, "title": "S"}',1800000000,1800500000,1,0,0,0,1800000000,'unknown','as it was',NULL);
INSERT INTO "outbox" VALUES(4,'00000000000000000000000000000003','s/2027-01-21','cancellation','0','p3','p3@example.org','mail','{"community": "C", "decidedAt": "2027-01-15T08:00:00Z", "domain": "example.org", "end": {"instant": "2027-01-21T15:00:00Z", "local": "2027-01-21T15:00", "offset": 0, "zone": "UTC"}, "from": {"address": "c@example.org", "name": "C"}, "hosts": [], "isOptional": false, "isRetrospective": false, "reader": {"address": "p3@example.org", "name": "Ana"}, "readerIsHost": false, "series": "s", "start": {"instant": "2027-01-21T14:00:00Z", "local": "2027-01-21T14:00", "offset": 0, "zone": "UTC"}, "title": "S"}',1800000000,1800500000,1,0,0,0,1800000000,'delivered','as it was',1800000000);
INSERT INTO "outbox" VALUES(5,'00000000000000000000000000000004','s/2027-01-21','reinstatement','0','p4','p4@example.org','mail','{"community": "C", "decidedAt": "2027-01-15T08:00:00Z", "domain": "example.org", "end": {"instant": "2027-01-21T15:00:00Z", "local": "2027-01-21T15:00", "offset": 0, "zone": "UTC"}, "from": {"address": "c@example.org", "name": "C"}, "hosts": [], "isOptional": false, "isRetrospective": false, "reader": {"address": "p4@example.org", "name": "Ana"}, "readerIsHost": false, "series": "s", "start": {"instant": "2027-01-21T14:00:00Z", "local": "2027-01-21T14:00", "offset": 0, "zone": "UTC"}, "title": "S"}',1800000000,1800500000,1,0,0,0,1800000000,'refused','as it was',1800000000);
INSERT INTO "outbox" VALUES(6,'00000000000000000000000000000005','s/2027-01-21','update','0','p5','p5@example.org','mail','{"community": "C", "decidedAt": "2027-01-15T08:00:00Z", "domain": "example.org", "end": {"instant": "2027-01-21T15:00:00Z", "local": "2027-01-21T15:00", "offset": 0, "zone": "UTC"}, "from": {"address": "c@example.org", "name": "C"}, "hosts": [], "isOptional": false, "isRetrospective": false, "reader": {"address": "p5@example.org", "name": "Ana"}, "readerIsHost": false, "series": "s", "start": {"instant": "2027-01-21T14:00:00Z", "local": "2027-01-21T14:00", "offset": 0, "zone": "UTC"}, "title": "S"}',1800000000,1800500000,1,0,0,0,1800000000,'expired','as it was',1800000000);
INSERT INTO "outbox" VALUES(7,'00000000000000000000000000000006','s/2027-01-21','retrospective','0','p6','p6@example.org','mail','{"community": "C", "decidedAt": "2027-01-15T08:00:00Z", "domain": "example.org", "end": {"instant": "2027-01-21T15:00:00Z", "local": "2027-01-21T15:00", "offset": 0, "zone": "UTC"}, "from": {"address": "c@example.org", "name": "C"}, "hosts": [], "isOptional": false, "isRetrospective": false, "reader": {"address": "p6@example.org", "name": "Ana"}, "readerIsHost": false, "series": "s", "start": {"instant": "2027-01-21T14:00:00Z", "local": "2027-01-21T14:00", "offset": 0, "zone": "UTC"}, "title": "S"}',1800000000,1800500000,1,0,0,0,1800000000,'superseded','as it was',1800000000);
INSERT INTO "outbox" VALUES(8,'00000000000000000000000000000007','s/2027-01-21','host-note','0','p7','p7@example.org','mail','{"community": "C", "decidedAt": "2027-01-15T08:00:00Z", "domain": "example.org", "end": {"instant": "2027-01-21T15:00:00Z", "local": "2027-01-21T15:00", "offset": 0, "zone": "UTC"}, "from": {"address": "c@example.org", "name": "C"}, "hosts": [], "isOptional": false, "isRetrospective": false, "reader": {"address": "p7@example.org", "name": "Ana"}, "readerIsHost": false, "series": "s", "start": {"instant": "2027-01-21T14:00:00Z", "local": "2027-01-21T14:00", "offset": 0, "zone": "UTC"}, "title": "S"}',1800000000,1800500000,1,0,0,0,1800000000,'quarantined','as it was',1800000000);
INSERT INTO "outbox" VALUES(9,'00000000000000000000000000000009','s/2027-01-21','call','0',NULL,NULL,'announce','{"community": "C", "decidedAt": "2027-01-15T08:00:00Z", "domain": "example.org", "end": {"instant": "2027-01-21T15:00:00Z", "local": "2027-01-21T15:00", "offset": 0, "zone": "UTC"}, "from": {"address": "c@example.org", "name": "C"}, "hosts": [], "isOptional": false, "isRetrospective": false, "reader": {"address": "x@example.org", "name": "Ana"}, "readerIsHost": false, "series": "s", "start": {"instant": "2027-01-21T14:00:00Z", "local": "2027-01-21T14:00", "offset": 0, "zone": "UTC"}, "title": "S"}',1800000000,1800500000,0,0,0,0,1800000000,'pending',NULL,NULL);
CREATE INDEX occurrence_next ON occurrence (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX item_occurrence ON item (occurrence);
CREATE INDEX outbox_waiting ON outbox (channel, next_try_at, seq)
      WHERE state IN ('pending', 'unknown');
CREATE INDEX outbox_expiring ON outbox (not_after) WHERE state IN ('pending', 'unknown');
CREATE INDEX outbox_unsettled ON outbox (occurrence, channel, person, seq)
      WHERE settled_at IS NULL;
CREATE INDEX outbox_occurrence ON outbox (occurrence);
