package import Cadence
package import Meetings

/// What the other pages show.
extension Board {
  /// `/meeting/SERIES/DAY`
  package struct Details: Hashable, Sendable {
    package var frame: Frame
    package var upcoming: Upcoming
    package var link: String?
    package var place: String?
    package var items: [Item]
    /// Before the items, by title.
    package var talks: [String]
    /// What every meeting of the series has.
    package var standing: [String]
    /// Hosts first.
    package var guests: [Guest]
    /// When something happens to it next.
    package var due: Instant?
    /// Oldest first.
    package var journal: [JournalEntry]
    /// Oldest first.
    package var notices: [Notice]

    package init(
      frame: Frame, upcoming: Upcoming, link: String?, place: String?, items: [Item],
      talks: [String] = [], standing: [String], guests: [Guest], due: Instant?,
      journal: [JournalEntry], notices: [Notice]
    ) {
      self.frame = frame
      self.upcoming = upcoming
      self.link = link
      self.place = place
      self.items = items
      self.talks = talks
      self.standing = standing
      self.guests = guests
      self.due = due
      self.journal = journal
      self.notices = notices
    }
  }

  package struct Item: Hashable, Sendable {
    package var text: String
    package var author: String?
    package var isPrivate: Bool
    /// The agenda file it stands in.
    package var file: String?
    package var received: Instant

    package init(
      text: String, author: String?, isPrivate: Bool, file: String?, received: Instant
    ) {
      self.text = text
      self.author = author
      self.isPrivate = isPrivate
      self.file = file
      self.received = received
    }
  }

  /// Somebody who belongs to a meeting, or did.
  package struct Guest: Hashable, Sendable {
    package enum Part: Hashable, Sendable { case host, guest, former }
    package var name: String
    package var part: Part
    /// Nil for whom nothing was written to.
    package var fate: Invitation.Fate?
    /// `accepted`, `declined`, `tentative`; nil for no answer.
    package var answer: String?

    package init(name: String, part: Part, fate: Invitation.Fate?, answer: String?) {
      self.name = name
      self.part = part
      self.fate = fate
      self.answer = answer
    }
  }

  /// A notice on its way, or at its end.
  package struct Notice: Hashable, Sendable {
    /// In the words of the outbox.
    package enum State: String, Hashable, Sendable, CaseIterable {
      case pending, sending, unknown, delivered, refused, expired, superseded, quarantined
    }
    package var id: String
    package var subject: Subject
    package var title: String
    package var kind: NoticeKind
    /// A person's name, or a channel's.
    package var recipient: String
    /// `mail`, or the channel's name.
    package var channel: String
    package var state: State
    package var attempts: Int
    /// When it is tried, or tried again; nil at its end.
    package var next: Instant?
    /// When it ended; nil until then.
    package var settled: Instant?
    package var usefulUntil: Instant
    /// The last answer, or why it ended.
    package var answer: String?

    package init(
      id: String, subject: Subject, title: String, kind: NoticeKind, recipient: String,
      channel: String, state: State, attempts: Int, next: Instant?, settled: Instant?,
      usefulUntil: Instant, answer: String?
    ) {
      self.id = id
      self.subject = subject
      self.title = title
      self.kind = kind
      self.recipient = recipient
      self.channel = channel
      self.state = state
      self.attempts = attempts
      self.next = next
      self.settled = settled
      self.usefulUntil = usefulUntil
      self.answer = answer
    }
  }

  /// `/outbox`
  package struct Outbox: Hashable, Sendable {
    package var frame: Frame
    package var counts: [Notice.State: Int]
    /// Nil for what waits and what failed.
    package var state: Notice.State?
    /// Newest first.
    package var notices: [Notice]
    /// False on a page of older ones.
    package var isNewest: Bool
    /// Before which row the next page begins; nil where this is the last.
    package var older: Int64?

    package init(
      frame: Frame, counts: [Notice.State: Int], state: Notice.State?, notices: [Notice],
      isNewest: Bool, older: Int64?
    ) {
      self.frame = frame
      self.counts = counts
      self.state = state
      self.notices = notices
      self.isNewest = isNewest
      self.older = older
    }
  }

  /// `/people`
  package struct People: Hashable, Sendable {
    package struct Member: Hashable, Sendable {
      package struct Trouble: Hashable, Sendable {
        package var since: Instant
        package var why: String

        package init(since: Instant, why: String) {
          self.since = since
          self.why = why
        }
      }
      package var person: Person
      /// Titles of the series that they host, and that they come to.
      package var hosts: [String]
      package var attends: [String]
      /// True for whoever stopped their reminders by a link or a command.
      package var isMuted: Bool
      package var trouble: Trouble?

      package init(
        person: Person, hosts: [String], attends: [String], isMuted: Bool, trouble: Trouble?
      ) {
        self.person = person
        self.hosts = hosts
        self.attends = attends
        self.isMuted = isMuted
        self.trouble = trouble
      }
    }
    package var frame: Frame
    /// By their names.
    package var members: [Member]
    /// Counted from 1.
    package var page: Int
    package var pages: Int
    /// On all pages.
    package var count: Int

    package init(frame: Frame, members: [Member], page: Int, pages: Int, count: Int) {
      self.frame = frame
      self.members = members
      self.page = page
      self.pages = pages
      self.count = count
    }
  }
}
