/// Who hosts, what is put to a vote, and what belongs to the database as a whole.
extension Migrations {
  static let eleventh = """
    -- How far the question has come who hosts it, and the decision after an outage.
    ALTER TABLE occurrence ADD COLUMN host_stage TEXT NOT NULL DEFAULT 'due'
      CHECK (host_stage IN ('due', 'looked', 'decided'));
    ALTER TABLE occurrence ADD COLUMN postponed_decision INTEGER;

    CREATE TABLE hosting (            -- in place of whoever is in turn, or asked whether they can
      occurrence TEXT NOT NULL REFERENCES occurrence (id),
      person TEXT NOT NULL,
      part TEXT NOT NULL CHECK (part IN ('appointed', 'asked')),
      PRIMARY KEY (occurrence, person, part)
    ) STRICT;
    """

  static let twelfth = """
    CREATE TABLE poll (               -- a vote, beside its task
      task TEXT PRIMARY KEY,
      round INTEGER NOT NULL,         -- how often it was put to the vote under this name
      question TEXT NOT NULL,         -- tells what is asked from anything else
      asked_at INTEGER,               -- since when it is open
      outcome TEXT CHECK (outcome IN ('passed', 'failed', 'withdrawn', 'unasked')),
      yes INTEGER, no INTEGER, abstain INTEGER, silent INTEGER,
      CHECK ((outcome IS NULL) = (yes IS NULL))
    ) STRICT;

    CREATE TABLE paper (              -- who was asked, and what they said
      task TEXT NOT NULL,
      person TEXT NOT NULL,
      round INTEGER NOT NULL,         -- of the poll; another one's counts for nothing
      choice TEXT CHECK (choice IN ('yes', 'no', 'abstain')),
      because TEXT,
      at INTEGER NOT NULL,
      PRIMARY KEY (task, person)
    ) STRICT;
    """

  static let thirteenth = """
    CREATE TABLE keepsake (           -- what belongs to the database as a whole
      name TEXT PRIMARY KEY,
      value BLOB NOT NULL
    ) STRICT;

    CREATE TABLE forgotten (          -- who is not to come back by a stale file
      hash BLOB PRIMARY KEY,          -- salted, of a key of `people:` or of an address
      person BLOB NOT NULL,           -- the hash of the key
      at INTEGER NOT NULL
    ) STRICT;
    """

  static let fourteenth = """
    -- Whether they were told that they host it; null: of before that was kept.
    ALTER TABLE invitation ADD COLUMN is_host INTEGER CHECK (is_host IN (0, 1));
    """
}
