import Cadence
import Delivery
import Meetings
import Settings
import Testing

@testable import Service

/// The looks of a test, which may change within an expectation.
private final class Bench {
  var looks: AgendaLooks
  init(_ looks: AgendaLooks) { self.looks = looks }

  func due(_ book: Book, at now: Instant) -> [String] { looks.due(book, at: now) }
  func begins(_ name: String, at now: Instant) -> Bool { looks.begin(name, at: now) }
  func finish(
    _ source: AgendaSource, _ result: Result<AgendaPeer.Known, DocumentFailure>, at now: Instant
  ) -> AgendaLooks.Outcome { looks.finish(source, result, at: now) }
}

/// What is known of agendas elsewhere, what is asked, and what is said of it.
struct AgendaLooksTests {
  private let now = Instant(secondsSince1970: 1_796_140_800)  // 2026-12-01T16:00:00Z
  private static let notes = "https://hackmd.example.org/s/abc/download"
  private static let issues = "github.com/thanos-io/mentoring, label office hours"

  private func settings(_ from: String? = nil) throws -> Settings {
    let from = from ?? "[\(Self.notes), { github: thanos-io/mentoring, label: office hours }]"
    let yaml = """
      community: Test
      domain: example.org
      mail: { from: a@example.org }
      people: { ana: { email: ana@example.org } }
      meetings:
        hours:
          title: Hours
          when: Thursday 14:00 UTC
          starting: 2026-12-03
          hosts: ana
          agenda:
            from: \(from)
        other: { title: O, when: Friday 14:00 UTC, hosts: ana, agenda: {} }
      """
    return try Settings.read(
      [SourceFile(name: "x.yaml", bytes: Array(yaml.utf8))], zones: SystemZones().database,
      today: ZoneRules.utc.local(at: now).date)
  }

  private func book(_ settings: Settings) throws -> Book {
    var book = Book(community: settings.community, occurrences: [])
    book.adopt(try book.propose(.started(outage: .zero, edited: []), at: now))
    return book
  }

  private func known(_ text: String) -> AgendaPeer.Known {
    AgendaPeer.Known(content: .dates(AgendaFile.read(Array(text.utf8))))
  }

  @Test func `Each source is asked where its documentation says`() throws {
    let settings = try settings(
      """
      [\(Self.notes), { github: thanos-io/mentoring, label: office hours }, \
      { gitlab: a/b.c/d_e, label: "ü&x=1#", host: gitlab.example.org }]
      """)
    let sources = settings.agendaSources.values.sorted { $0.name < $1.name }
    #expect(
      sources.map(\.request) == [
        "https://api.github.com/repos/thanos-io/mentoring/issues?labels=office%20hours&state=open"
          + "&sort=created&direction=asc&per_page=50",
        "https://gitlab.example.org/api/v4/projects/a%2Fb.c%2Fd_e/issues?labels=%C3%BC%26x%3D1%23"
          + "&state=opened&order_by=created_at&sort=asc&per_page=50",
        Self.notes,
      ])
    #expect(sources.map(\.pagesMax) == [4, 4, 1])
    for source in sources { #expect(throws: Never.self) { try AgendaPeer(source, token: nil) } }
  }

  @Test func `What is due is asked once, and only where it is read from elsewhere`() throws {
    let settings = try settings()
    let book = try book(settings)
    let bench = Bench(AgendaLooks(settings, at: now))
    #expect(bench.looks.readers == [SeriesID("hours")])
    #expect(bench.looks.unseen == [Self.issues, Self.notes])
    let next = try #require(bench.looks.next(book))
    #expect(next.description == "2026-12-02T17:00:00Z")
    #expect(bench.due(book, at: now) == [])
    #expect(bench.due(book, at: next) == [Self.issues, Self.notes])
    #expect(bench.due(book, at: next) == [])
    #expect(bench.looks.next(book)?.description == "2026-12-02T17:30:00Z")
    // A clock that is set back finds again what was due.
    #expect(bench.due(book, at: now) == [])
    #expect(bench.due(book, at: next) == [Self.issues, Self.notes])
    // One that slept through many asks once.
    #expect(bench.due(book, at: next + .minutes(59)) == [Self.issues, Self.notes])
    let files = try self.settings("a.md")
    let none = Bench(AgendaLooks(files, at: now))
    #expect(none.looks.next(try self.book(files)) == nil && none.due(book, at: next) == [])
  }

  @Test func `One look at a time, and once more if somebody asks meanwhile`() throws {
    let settings = try settings()
    let source = try #require(settings.agendaSources[Self.notes])
    let bench = Bench(AgendaLooks(settings, at: now))
    #expect(bench.begins(Self.notes, at: now))
    #expect(!bench.begins(Self.notes, at: now))
    #expect(bench.finish(source, .success(known("")), at: now).isWantedAgain)
    #expect(bench.begins(Self.notes, at: now))
    #expect(!bench.finish(source, .success(known("")), at: now).isWantedAgain)
    #expect(!bench.begins("https://example.org/unknown", at: now))
    #expect(bench.looks.unseen == [Self.issues])
  }

  @Test func `Who wants to be left alone is, and an answer ends that`() throws {
    let settings = try settings()
    let source = try #require(settings.agendaSources[Self.issues])
    let bench = Bench(AgendaLooks(settings, at: now))
    #expect(bench.begins(Self.issues, at: now))
    let limit = DocumentFailure(why: "HTTP 429", remedy: .wait, retryAfterSeconds: 90)
    #expect(bench.finish(source, .failure(limit), at: now).input == nil)
    #expect(!bench.begins(Self.issues, at: now + .seconds(89)))
    #expect(bench.begins(Self.issues, at: now + .seconds(90)))
    let done = bench.finish(
      source, .success(.init(content: .entries([], isCut: false))), at: now + .seconds(91))
    #expect(done.news == "the agenda \(Self.issues) can be read again")
    #expect(bench.begins(Self.issues, at: now + .seconds(91)))
  }

  @Test func `What cannot be read keeps what was read before`() throws {
    let settings = try settings()
    let book = try book(settings)
    let source = try #require(settings.agendaSources[Self.notes])
    let bench = Bench(AgendaLooks(settings, at: now))
    _ = bench.begins(Self.notes, at: now)
    let read = bench.finish(source, .success(known("## 2026-12-03\n- a\n## 2026-12-04")), at: now)
    guard case .agendaFile(Self.notes, let dates) = read.input else {
      Issue.record("\(String(describing: read.input))")
      return
    }
    #expect(dates.values.flatMap(\.self).map(\.text) == ["a"])
    #expect(
      bench.looks.problems(settings, book, at: now).map(\.description) == [
        "\(Self.notes):3:1: warning: hours does not meet on 2026-12-04: nothing below it is on an "
          + "agenda. write the date of a meeting; the nearest is 2026-12-03"
      ])
    _ = bench.begins(Self.notes, at: now)
    let failure = DocumentFailure(why: "HTTP 404: nothing is there", remedy: .access)
    #expect(bench.finish(source, .failure(failure), at: now).input == nil)
    #expect(bench.looks.known(Self.notes) == known("## 2026-12-03\n- a\n## 2026-12-04"))
    #expect(
      bench.looks.problems(settings, book, at: now).map(\.description) == [
        "x.yaml:12:14: warning: the agenda \(Self.notes) cannot be read: HTTP 404: nothing is "
          + "there. share it with whoever has the link, or give a `token:` that may read it"
      ])
  }

  @Test func `A list that is cut says so`() throws {
    let settings = try settings()
    let source = try #require(settings.agendaSources[Self.issues])
    let bench = Bench(AgendaLooks(settings, at: now))
    _ = bench.begins(Self.issues, at: now)
    let entry = ListEntry(key: "#1", item: FileItem(text: "a", author: nil, isPrivate: false))
    _ = bench.finish(source, .success(.init(content: .entries([entry], isCut: true))), at: now)
    #expect(
      try bench.looks.problems(settings, book(settings), at: now).map(\.what) == [
        "more than 1 issues have this label: the rest is not read"
      ])
  }

  @Test func `Another configuration keeps what is the same, and hears nothing of what is gone`()
    throws
  {
    let settings = try settings()
    let source = try #require(settings.agendaSources[Self.notes])
    let bench = Bench(AgendaLooks(settings, at: now))
    _ = bench.begins(Self.notes, at: now)
    _ = bench.finish(source, .success(known("## 2026-12-03")), at: now)
    _ = bench.begins(Self.notes, at: now)
    bench.looks.configure(settings)
    #expect(bench.looks.known(Self.notes) == known("## 2026-12-03"))
    let other = try self.settings("{ url: \"\(Self.notes)\", network: private }")
    bench.looks.configure(other)
    #expect(bench.looks.known(Self.notes) == nil, "it may lead elsewhere now")
    #expect(bench.finish(source, .success(known("## 2026-12-03")), at: now).input == nil)
    #expect(bench.looks.known(Self.notes) == nil)
  }

  @Test func `A document is text in UTF-8 or nothing`() throws {
    let source = try #require(try settings().agendaSources[Self.notes])
    for bytes in [[0xFF, 0xFE, 0x23], [0x23, 0x00], [0xC3]] as [[UInt8]] {
      #expect(
        throws: DocumentFailure(why: "it is no text in UTF-8", remedy: .content)
      ) { try source.content(of: [bytes], isCut: false) }
    }
    let text = Array("\u{FEFF}2026-12-03\r\n* a\r\n".utf8)
    guard case .dates(let agenda) = try source.content(of: [text], isCut: false) else {
      Issue.record("no dates")
      return
    }
    #expect(agenda.items.values.flatMap(\.self).map(\.text) == ["a"])
  }

  @Test func `What doctor says of an agenda counts it`() {
    let entries = (1...2).map {
      ListEntry(key: "#\($0)", item: FileItem(text: "a", author: nil, isPrivate: false))
    }
    let agenda = AgendaFile.read(Array("## 2026-12-03\n- a\n- b\n## 2026-12-10\n- c".utf8))
    #expect(AgendaPeer.Content.dates(agenda).inWords == "it can be read, 3 items on 2 dates")
    #expect(
      AgendaPeer.Content.entries(entries, isCut: true).inWords
        == "it can be read, the first 2 open issues")
  }
}
