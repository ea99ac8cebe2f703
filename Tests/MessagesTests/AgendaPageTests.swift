import Cadence
import Foundation
import Meetings
import Testing

@testable import Messages

/// The page of a meeting: whole pages, and what people write in every place of one.
@Suite struct AgendaPageTests {
  /// Wednesday of the week before, as Yash in Kolkata sees it.
  static func facts(
    _ change: (inout AgendaPage) throws -> Void = { _ in }
  ) throws -> AgendaPage {
    let kolkata = try Samples.zone("Asia/Kolkata")
    func moment(_ text: String) throws -> Moment {
      Moment(try Samples.instant(text), in: kolkata)
    }
    var page = AgendaPage(
      community: "Thanos", title: "Mentoring Office Hours", day: "2026-12-03",
      reader: "Yash Sharma", isHost: false, start: try moment("2026-12-03T14:00:00Z"),
      end: try moment("2026-12-03T15:00:00Z"), state: .open, hosts: ["Bartek Płotka"],
      place: nil, link: "https://meet.example.org/oh",
      edit: "https://github.com/thanos-io/mentoring/edit/main/agenda/office-hours.md",
      cutoff: try moment("2026-12-02T18:00:00Z"), cancelsIfEmpty: true, isRetrospective: false,
      items: [], hidden: 0, standing: ["Announcements"], answer: nil, passes: false, voices: [],
      next: AgendaPage.Other(day: "2026-12-10", start: try moment("2026-12-10T14:00:00Z")),
      now: try Samples.instant("2026-11-30T09:50:00Z"), key: "key")
    try change(&page)
    return page
  }

  private static func item(
    _ id: String, _ text: String, by author: String?, isPrivate: Bool = false, isOwn: Bool = false,
    isLate: Bool = false
  ) -> AgendaPage.Item {
    AgendaPage.Item(
      id: id, text: text, author: author, isPrivate: isPrivate, isOwn: isOwn, isLate: isLate)
  }

  private static let items = [
    item("a1", "Pair review of the compactor", by: "Yash Sharma", isOwn: true),
    item("b2", "How do I get a reviewer?", by: "Robin Reyes"),
    item("c3", "My visa", by: "Yash Sharma", isPrivate: true, isOwn: true),
  ]

  // long: one sample a state of the page.
  static func samples() throws -> [(name: String, page: AgendaPage)] {
    let start = try Samples.instant("2026-12-03T14:00:00Z")
    return [
      ("agenda-empty", try facts()),
      ("agenda-kinds", try facts { $0.kinds = ["career advice", "pair <review>"] }),
      (
        "agenda-items",
        try facts {
          $0.items = items
          $0.hidden = 1
          $0.answer = .accepted
          $0.outcome = .added
        }
      ),
      (
        "agenda-edit",
        try facts {
          $0.items = items
          $0.editing = "c3"
        }
      ),
      (
        "agenda-refused",
        try facts {
          $0.passes = true
          $0.attempt = AgendaPage.Attempt(
            text: "much too long", isPrivate: true,
            problem: "That is longer than 500 characters.")
        }
      ),
      (
        "agenda-late",
        try facts {
          $0.state = .confirmed
          $0.now = start - .hours(2)
          $0.items = items.map {
            item(
              $0.id, $0.text, by: $0.author, isPrivate: $0.isPrivate, isOwn: $0.isOwn,
              isLate: $0.id == "c3")
          }
          $0.outcome = .added
        }
      ),
      (
        "agenda-cancelled",
        try facts {
          $0.state = .cancelled(.emptyAgenda)
          $0.now = start - .hours(12)
          $0.outcome = .moved(to: $0.next)
        }
      ),
      (
        "agenda-host",
        try facts {
          $0.reader = "Bartek Płotka"
          $0.isHost = true
          $0.state = .cancelled(.calledOff(because: "KubeCon"))
          $0.items = items.map {
            item($0.id, $0.text, by: $0.author, isPrivate: $0.isPrivate)
          }
          $0.voices = ["Yash Sharma comes", "Robin Reyes brings nothing"]
          $0.now = start - .hours(12)
        }
      ),
      (
        "agenda-retrospective",
        try facts {
          $0.title = "1:1 Yash and Bartek"
          $0.isRetrospective = true
          $0.cutoff = nil
          $0.edit = nil
          $0.standing = []
          $0.state = .confirmed
          $0.next = nil
          $0.place = "Room 2"
        }
      ),
      (
        "agenda-talks",
        try facts {
          $0.title = "Mentees Meetup"
          $0.talks = Samples.talks(.plain)
          $0.tally = Tally(1, of: Tally.Quorum(2, .presenters))
          $0.standing = []
        }
      ),
      (
        "agenda-too-few-talks",
        try facts {
          $0.title = "Mentees Meetup"
          $0.tally = Tally(1, of: Tally.Quorum(2, .presenters))
          $0.state = .cancelled(.shortAgenda(Tally(1, of: Tally.Quorum(2, .presenters))))
          $0.now = start - .hours(12)
          $0.standing = []
        }
      ),
      (
        "agenda-over",
        try facts {
          $0.state = .held
          $0.items = items
          $0.now = start + .hours(2)
        }
      ),
    ]
  }

  @Test func wholePages() throws {
    for sample in try Self.samples() {
      try Golden.compare(page: Page.agenda(sample.page), with: sample.name)
    }
  }

  @Test func everyPageIsWellFormedAndFetchesNothing() throws {
    for sample in try Self.samples() {
      let outline = try Outline(Page.agenda(sample.page).html)
      outline.expectPlain(sample.name)
      // Every field has its name for those who do not see it.
      let fields = outline.tags.filter {
        $0.hasPrefix("textarea") || ($0.hasPrefix("input") && !$0.contains("hidden"))
      }
      for field in fields {
        let id = try #require(field.firstMatch(of: /id="([a-z]+)"/)).1
        #expect(outline.tags.contains("label for=\"\(id)\""), "\(sample.name): \(field)")
      }
    }
  }

  /// Whatever people write, and wherever it stands: the same tags in the same order.
  @Test(arguments: [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "'><b>", "&lt;b&gt;",
    "</textarea><script>", "</title><b>", "<\u{301}b>", "\u{202e}evil", "a\u{0}b", "a\r\nb",
    "{{name}}", "日本語", "أحمد", String(repeating: "<", count: 5_000),
  ])
  func whatPeopleWriteIsText(_ text: String) throws {
    func page(_ word: String) throws -> [String] {
      let facts = try Self.facts {
        $0.title = word
        $0.community = word
        $0.reader = word
        $0.hosts = [word]
        $0.place = word
        $0.isHost = true
        $0.voices = [word]
        $0.standing = [word]
        $0.items = [Self.item("a1", word, by: word), Self.item("b2", "x", by: word, isOwn: true)]
        $0.attempt = AgendaPage.Attempt(text: word, isPrivate: false, problem: word)
        $0.state = .cancelled(.calledOff(because: word))
      }
      let html = Page.agenda(facts).html
      let parts = html.components(separatedBy: "<textarea")
      let outside = parts[0] + parts[1].components(separatedBy: "</textarea>")[1]
      // What was typed comes back as it was; everything else is cleaned.
      #expect(
        !outside.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0 == "\u{202e}" })
      return try Outline(html).tags
    }
    #expect(try page(text) == page("word"), "\(text)")
  }

  @Test func anAddressOfAnotherKindIsNoLink() throws {
    for address in ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//evil"] {
      let html = Page.agenda(
        try Self.facts {
          $0.link = address
          $0.edit = address
        }
      ).html
      #expect(!html.contains("href=\"\(address)"), "\(address)")
    }
  }

  @Test(arguments: [
    (1, "1 minute"), (61, "2 minutes"), (3600, "1 hour"), (3660, "1 hour 1 minute"),
    (86_400, "1 day"), (90_000, "1 day 1 hour"), (200_000, "2 days 7 hours"),
  ])
  func howLongItIsStill(_ seconds: Int64, _ words: String) throws {
    let html = Page.agenda(
      try Self.facts { $0.now = try Samples.instant("2026-12-02T18:00:00Z") - .seconds(seconds) }
    ).html
    #expect(html.contains("in \(words), we do not meet"), "\(seconds)")
  }
}
