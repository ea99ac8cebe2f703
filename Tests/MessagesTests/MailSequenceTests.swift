import Cadence
import Meetings
import Messages
import StrictMail
import Testing

/// The mails of one occurrence to one reader, and how their order can go wrong.
@Suite struct MailSequenceTests {
  struct Mutant: Sendable, CustomTestStringConvertible {
    let name: String
    let breaks: Rule
    var also: Set<Rule> = []
    let change: @Sendable ([[UInt8]]) throws -> [[UInt8]]
    var testDescription: String { name }

    /// - Parameter number: of the one mail that is changed.
    static func edit(
      _ name: String, _ breaks: Rule, also: Set<Rule> = [], mail number: Int, _ edits: MailEdit...
    ) -> Mutant {
      Mutant(name: name, breaks: breaks, also: also) { story in
        var changed = story
        changed[number] = try edits.reduce(story[number]) { try $1($0) }
        return changed
      }
    }
  }

  /// Invited, told of another time, cancelled, reinstated.
  static func story() throws -> [[UInt8]] {
    let first = try Samples.notice(.invitation)
    let kinds: [NoticeKind] = [.invitation, .update, .cancellation, .reinstatement]
    return try kinds.enumerated().map { number, kind in
      let notice = try Samples.notice(kind) {
        if number > 0 {
          let zone = try Samples.zone($0.start.zone)
          $0.thread = ThreadRoot(identity: first.identity, domain: $0.domain)
          $0.start = Moment($0.start.instant + .hours(1), in: zone)
          $0.end = Moment($0.end.instant + .hours(1), in: zone)
        }
        $0.calendar?.sequence = number
        $0.calendar?.dtstamp = $0.decidedAt + .hours(Int64(number))
      }
      return try Rendering.mail(notice).bytes
    }
  }

  static let mutants: [Mutant] = [
    .edit(
      "another reader", .oneReaderOfAll, mail: 3, .everywhere("yash@example.org", "x@example.org"),
      .calendar("yash@example.org", "x@example.org")),
    Mutant(name: "an identifier twice", breaks: .messageIDUnique) { story in
      story + [try MailEdit.wire("Subject: ", "Subject: Again: ")(story[3])]
    },
    Mutant(name: "the root is missing", breaks: .threadKnown) { Array($0.dropFirst()) },
    Mutant(
      name: "an answer before its root", breaks: .threadKnown,
      also: [
        .revisionRises, .changeRaisesSequence,
      ]
    ) { [$0[1], $0[0], $0[2], $0[3]] },
    .edit("another UID", .uidPerThread, mail: 1, .calendar("UID:office", "UID:other")),
    .edit(
      "SEQUENCE falls", .revisionRises, also: [.changeRaisesSequence], mail: 3,
      .calendar("SEQUENCE:3", "SEQUENCE:1")),
    .edit(
      "DTSTAMP stands still", .revisionRises, mail: 1,
      .calendar("DTSTAMP:20261127T15", "DTSTAMP:20261127T14")),
    .edit(
      "moved under the same SEQUENCE", .changeRaisesSequence, mail: 1,
      .calendar("SEQUENCE:1", "SEQUENCE:0")),
    Mutant(name: "cancelled and never invited", breaks: .cancelAfterRequest, also: [.threadKnown]) {
      [$0[2]]
    },
    Mutant(
      name: "cancelled and invited afterwards", breaks: .cancelAfterRequest,
      also: [.threadKnown, .revisionRises, .changeRaisesSequence]
    ) { [$0[2], $0[0]] },
    .edit(
      "another organizer", .organizerStays, mail: 3, .wire("<mentoring@", "<other@"),
      .calendar("mailto:mentoring@", "mailto:other@")),
  ]

  @Test func theStoryPasses() throws {
    let story = try Self.story()
    #expect(StrictMail.violations(inOrder: story).isEmpty)
    // An uncertain delivery may bring one twice.
    #expect(StrictMail.violations(inOrder: [story[0], story[0]] + story[1...]).isEmpty)
  }

  @Test(arguments: mutants) func kills(_ mutant: Mutant) throws {
    let story = try Self.story()
    let changed = try mutant.change(story)
    #expect(changed != story)
    let found = StrictMail.violations(inOrder: changed)
    #expect(found.contains { $0.rule == mutant.breaks }, "\(mutant.name) survives")
    let surplus = found.filter { $0.rule != mutant.breaks && !mutant.also.contains($0.rule) }
    #expect(surplus.isEmpty, "\(mutant.name) breaks more than \(mutant.breaks)")
  }
}
