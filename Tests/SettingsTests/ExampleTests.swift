import Cadence
import Foundation
import Meetings
import Settings
import Testing

/// `config/` is what a newcomer reads first: it must say what it seems to say.
@Suite struct ExampleTests {
  private func community() throws -> Settings { try Fixture.read(Fixture.folder()).get() }

  private func dates(_ series: Series, _ range: Range<String>) throws -> [String] {
    let from = try #require(Instant(range.lowerBound + "T00:00:00Z"))
    let until = try #require(Instant(range.upperBound + "T00:00:00Z"))
    return series.recurrence.occurrences(in: from..<until).map { "\($0.local)" }
  }

  @Test func theCommunity() throws {
    let settings = try community()
    #expect(settings.warnings.isEmpty)
    #expect(settings.community.name == "Thanos")
    #expect(settings.community.domain == "thanos.example.org")
    #expect(
      settings.mail.from
        == Mailbox(name: "Thanos Mentoring", address: "mentoring@thanos.example.org"))
    #expect(
      settings.community.series.keys.sorted().map(\.name) == [
        "office-hours", "summer-2027.ana", "summer-2027.robin", "summer-2027.yash",
      ])
    #expect(settings.agendaFiles == ["agenda/office-hours.md"])
    #expect(settings.channels.isEmpty, "a channel's secret would have to be there")
    #expect(
      settings.web
        == WebSettings(
          url: "http://127.0.0.1:8080", listen: try #require(ListenAddress("127.0.0.1:8080"))))
    #expect(settings.board?.listen == ListenAddress("127.0.0.1:8081"))
    let zones = settings.community.people.mapValues(\.zone.identifier)
    #expect(
      zones == [
        PersonID("bwplotka"): "Europe/Warsaw", PersonID("squat"): "Europe/Berlin",
        PersonID("yash"): "Asia/Kolkata", PersonID("robin"): "America/Los_Angeles",
        PersonID("ana"): "America/Sao_Paulo",
      ])
    #expect(settings.community.people.values.allSatisfy { $0.address.hasSuffix("@example.org") })
  }

  @Test func theOfficeHours() throws {
    let hours = try #require(community().community.series[SeriesID("office-hours")])
    #expect(
      try dates(hours, "2026-11-01"..<"2026-12-20") == [
        "2026-12-03T14:00", "2026-12-10T14:00", "2026-12-17T14:00",
      ])
    #expect(hours.recurrence.isEndless)
    #expect(hours.duration == .hours(1))
    #expect(hours.hosts == [.group("maintainers")])
    #expect(hours.invite == [.group("mentees"), .group("alumni")])
    let agenda = try #require(hours.agenda)
    #expect(agenda.opens.description == "6 days before")
    #expect(agenda.call?.description == "2 days before")
    #expect(agenda.cutoff.description == "1 day before at 18:00")
    #expect(agenda.ifEmpty == .cancel)
    #expect(agenda.files == ["agenda/office-hours.md"])
    #expect(agenda.edit?.hasPrefix("https://github.com/") == true)
    #expect(hours.reminders.map(\.description) == ["1 day before", "15 minutes before"])
    #expect(hours.skips.keys.sorted().map(\.description) == ["2026-12-24", "2026-12-31"])
  }

  @Test(arguments: [
    ("yash", "1:1 Yash and Bartek", "2027-06-01T16:00", "2027-09-28T16:00", "2027-09-30", 18),
    ("robin", "1:1 Robin and Lucas", "2027-06-02T18:00", "2027-08-25T18:00", "2027-08-31", 13),
    ("ana", "1:1 Ana, Bartek and Lucas", "2027-06-03T15:00", "2027-08-26T15:00", "2027-08-31", 13),
  ])
  func aMentorship(
    _ id: String, _ title: String, _ first: String, _ last: String, _ lastDay: String, _ count: Int
  ) throws {
    let one = try #require(community().community.series[SeriesID("summer-2027.\(id)")])
    let days = try dates(one, "2026-01-01"..<"2029-01-01")
    #expect(one.title == title)
    #expect(days.first == first && days.last == last && days.count == count)
    let mentorship = try #require(one.mentorship)
    #expect(mentorship.program == "summer-2027")
    #expect(mentorship.mentees == [PersonID(id)])
    #expect("\(mentorship.term.lowerBound)" == "2027-06-01")
    #expect("\(mentorship.term.upperBound)" == "2027-08-31")
    #expect("\(mentorship.lastDay)" == lastDay)
    #expect(mentorship.retrospective?.description == "1 week before")
    #expect(one.duration == .minutes(30))
    #expect(one.hosts == mentorship.mentors.map { .person($0) })
  }

  @Test func theAgendaFile() throws {
    let path = Fixture.root.appendingPathComponent("config/agenda/office-hours.md")
    let agenda = AgendaFile.read([UInt8](try Data(contentsOf: path)))
    let date = try #require(CivilDate("2026-12-03"))
    #expect(Set(agenda.items.keys) == [date], "the guidance in the comment is no agenda")
    let settings = try community()
    let people = settings.community
    #expect(
      agenda.items[date]?.map { $0.author.flatMap(people.person(called:))?.name } == [
        "yash", "ana",
      ])
    #expect(
      settings.problems(of: agenda, named: "agenda/office-hours.md", path: "a", today: date) == [])
  }

  /// Each is a whole configuration by itself: they are checked one at a time, and lie in a folder
  /// below because the service reads one directory and nothing below it.
  @Test func theExamples() throws {
    let examples = try Fixture.folder("config/examples")
    #expect(examples.map(\.name) == ["one-on-one.yaml", "sig.yaml"])
    for example in examples {
      let settings = try Fixture.read([example]).get()
      #expect(settings.warnings.isEmpty)
      #expect(settings.community.series.count == 1)
    }
    let least = String(decoding: examples[0].bytes, as: UTF8.self).split(separator: "\n")
    #expect(least.count == 10)
    let sig = try #require(try Fixture.read([examples[1]]).get().community.series.values.first)
    #expect(
      try dates(sig, "2026-12-01"..<"2027-01-20") == [
        "2026-12-01T16:00", "2026-12-15T16:00", "2026-12-29T16:00", "2027-01-12T16:00",
      ])
  }

  /// The service's README could promise it: two files with every key of this page.
  @Test func severalSlots() throws {
    let settings = try Fixture.read(
      """
      meetings:
        hours:
          title: Hours
          when: [Wednesday 10:00 America/Los_Angeles, Thursday 16:00 Asia/Shanghai]
          invite: crew
      """
    ).get()
    let hours = try #require(settings.community.series[SeriesID("hours")])
    #expect(
      try dates(hours, "2026-12-01"..<"2026-12-12") == [
        "2026-12-02T10:00", "2026-12-03T16:00", "2026-12-09T10:00", "2026-12-10T16:00",
      ])
  }
}
