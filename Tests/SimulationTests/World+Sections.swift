import Cadence
import Meetings

/// What the configuration of a world has beside its office hours.
extension World {
  static func tasks(
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

  static func meetup(on day: CivilDate) -> String {
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

  static func governance(
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

  static let programTasks = """
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
}
