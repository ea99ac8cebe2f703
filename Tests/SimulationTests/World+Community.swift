import Cadence
import Foundation
import Meetings
import Settings

/// What is configured.
extension World {
  /// One of several configurations, told by chance: times, people and dates differ.
  // long: one file, written out.
  static func community(
    _ random: inout SeededGenerator, around start: Instant, owesMore: Bool, takesTurns: Bool
  ) throws -> Community {
    let weekday = random.pick(["Tuesday", "Wednesday", "Thursday", "Tuesday and Thursday"])
    let hour = random.pick(["09:00", "14:00", "23:30"])
    let zone = random.pick(["UTC", "Europe/Warsaw", "America/Los_Angeles"])
    let rule = "\(weekday) \(hour) \(zone)"
    let slots = random.chance(30) ? "[\(rule), Thursday 17:00 UTC]" : rule
    let skipped = ZoneRules.utc.local(at: start + .days(Int64.random(in: 2...20, using: &random)))
    let skip = random.chance(30) ? "skip: { \(skipped.date): holiday }" : "duration: 1 hour"
    let agenda = """
      agenda:
            opens: 6 days before
            call: 4 days before
            cutoff: \(random.pick(["1 day before at 18:00", "2 days before at 12:00"]))
            at least: \(random.pick(["1 item", "1 item", "2 items", "2 presenters"]))
            if empty: \(random.chance(80) ? "cancel" : "warn")
            from: \(random.chance(75) ? "agenda.md" : Self.elsewhere)
      """
    let announce =
      random.chance(40)
      ? "announce: { when: 6 hours before, for: all, code of conduct: https://example.org/c }"
      : "public: yes"
    let wish = random.pick([
      "", "", "reminders: no,", "reminders: daily at 08:00,", "reminders: Monday at 08:00,",
      "quiet: 20:00-09:00,", "channel: phone,", "channel: phone, quiet: 12:00-18:00,",
    ])
    let hostWish = random.pick(["", "channel: phone,", "reminders: daily at 06:00,"])
    let invited = random.pick(["[ben, cai]", "[ben, cai, dee]", "[dee]", "ben"])
    let first = ZoneRules.utc.local(at: start).date
    let last = first.adding(days: random.chance(50) ? 20 : 27)
    let tasks = Self.tasks(&random, from: first, owesMore: owesMore)
    let away = (0..<3).map { _ in
      let day = first.adding(days: Int.random(in: 0...28, using: &random))
      let length = Int.random(in: 0...9, using: &random)
      return random.chance(30) ? "away: [\(day) .. \(day.adding(days: length))]," : ""
    }
    let hosts = takesTurns ? Self.hosts(&random, from: first) : "ana"
    let yaml = """
      community: World
      domain: world.example.org
      mail: { from: "World <world@example.org>", via: "smtp://127.0.0.1:25" }
      people:
        ana: { name: Ana, email: ana@example.org, \(hostWish) \(away[0]) timezone: Europe/Warsaw }
        ben: { name: Ben, email: ben@example.org, \(away[1]) timezone: Asia/Kolkata }
        cai: { name: Cai, email: cai@example.org, \(wish) \(away[2]) timezone: America/Los_Angeles }
        dee: { name: Dee, email: dee@example.org }
      channels:
        announce: { webhook: "https://hooks.example.org/x" }
        phone: { webhook: "https://hooks.example.org/y" }
      meetings:
        office-hours:
          title: Office Hours
          when: \(slots)
          \(skip)
          \(takesTurns ? "starting: \(first.adding(days: -30))" : "")
          hosts: \(hosts)
          invite: \(invited)
          \(random.chance(85) ? agenda : takesTurns ? "opens: 6 days before" : "place: Room 2")
          remind: [1 day before, 15 minutes before]
          notify: [mail, announce]
          \(announce)
      \(owesMore ? Self.meetup(on: last.adding(days: -4)) : "")
      \(owesMore ? Self.governance(&random, from: first) : "")
      programs:
        term:
          term: \(first) .. \(last)
          mentors: ana
          coordinators: dee
          silent after: 1 week
          one-on-one: { remind: [1 day before, 1 hour before] }
          \(owesMore ? Self.programTasks : "")
          \(tasks)
          mentorships:
            ben: { mentee: ben, when: Monday 16:00 Europe/Warsaw }
          \(owesMore ? "  dee: { mentee: dee, mentors: wanted }" : "")
      """
    return try Settings.read(
      [SourceFile(name: "world.yaml", bytes: Array(yaml.utf8))], zones: Self.zones, today: first
    ).community
  }

  private static func tasks(
    _ random: inout SeededGenerator, from first: CivilDate, owesMore: Bool
  ) -> String {
    """
    tasks:
            handle: { do: Send your name, who: mentee }
            channel: { do: Open a channel, who: mentors, after: handle }
            gift: { do: Say hello, who: mentee, optional: yes }
            report:
              do: Write the report
              who: \(random.pick(["mentee", "mentors", "cai"]))
              due: \(first.adding(days: random.chance(50) ? 9 : 12)) 12:00 UTC
              remind: [5 days before, 1 day before]
              escalate: { at once: mentors, 2 days: coordinators }
            learnings: { do: Share, who: mentee, due: 2 days after the last meeting\(owesMore ? ", again: 1 day" : "") }
    """
  }

  private static func hosts(_ random: inout SeededGenerator, from first: CivilDate) -> String {
    let months = (0...2).map { first.adding(days: 1 - first.day).adding(months: $0) }
    let rows = months.map { month in
      "\(month)".dropLast(3) + ": " + random.pick(["ana", "dee", "TBD", "TBD"])
    }
    let turns = random.pick([
      "rotate: weekly", "rotate: each meeting", "rotate: monthly",
      "rota: { \(rows.joined(separator: ", ")) }", "",
    ])
    let confirmation = random.pick([
      "", "confirm: 3 days before", "confirm: 4 days before at 12:00, decide: 1 day before",
      "confirm: 3 days before, decide: 30 hours before, if missing: warn",
      "at least: 2, confirm: 5 days before, decide: 2 days before",
    ])
    let rules = [turns, confirmation].filter { !$0.isEmpty }.map { ", \($0)" }.joined()
    return "{ of: \(random.pick(["[ana, dee]", "[dee, ana, cai]"]))\(rules) }"
  }

  private static func meetup(on day: CivilDate) -> String {
    """
        tasks:
          review: { do: Ask how it goes, who: hosts, due: \(day.adding(days: -2)) 12:00 UTC }
      meetup:
        title: Meetup
        when: once on \(day) 18:00 Europe/Warsaw
        hosts: ana
        invite: [ben, dee]
        tasks:
          mc: { do: Choose who leads it, who: dee, due: 1 week before the meeting }
          film: { do: Publish it, who: hosts, opens: the meeting, due: 2 days after the meeting }
    """
  }

  private static func governance(
    _ random: inout SeededGenerator, from first: CivilDate
  ) -> String {
    let rule = random.pick(Ballot.Rule.allCases)
    return """
      groups:
        board: { kind: wg, label: wg-board, contacts: ana, members: [ben, cai], since: \(first.adding(days: -10)), review: 2 weeks, reviewed by: dee }
      votes:
        sig: { title: Create it, by: board, opens: \(first.adding(days: 3)), closes: "\(first.adding(days: 9)) 18:00 UTC", passes: \(rule.rawValue), open at least: 5 days, notify: announce }
        logo: { title: A new logo, by: [ana, dee], opens: \(first.adding(days: 5)), closes: \(first.adding(days: 6)), turnout: half, remind: 6 hours before }
      """
  }

  private static let programTasks = """
    program tasks:
            propose: { do: Propose it, who: coordinators, due: 3 days after start of term }
            help: { do: Help with it, who: [mentees, mentors], after: propose, optional: yes }
        announcements:
            open:
              say: Applications are open
              when: 1 week after start of term at 10:00
              until: end of term
              notify: [announce, phone]
              code of conduct: https://example.org/c
    """

  /// Hardly ever read shortly before a cutoff, so its empty agendas cancel hardly anything.
  private static let elsewhere = "[agenda.md, { github: world/notes, label: topics }]"

  private static let zones = ZoneDatabase(
    version: "system", names: ["UTC", "Europe/Warsaw", "America/Los_Angeles", "Asia/Kolkata"]
  ) { name in
    FileManager.default.contents(atPath: "/usr/share/zoneinfo/\(name)").map(Array.init)
  }
}
