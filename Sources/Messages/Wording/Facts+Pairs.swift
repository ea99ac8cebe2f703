import Cadence
import Meetings

/// What is said of a pair beside its meetings.
extension Facts {
  /// In place of when a meeting is.
  var pairLine: Phrase {
    switch note {
    case .silence(let since, _, _):
      Phrase(stringLiteral: readerIsHost ? "No meeting of yours" : "No meeting of theirs")
        + " is known to have taken place since \(since.short(isPersonal: isPersonal))."
    case .completion(let lastDay, _):
      "The mentorship is complete. Its last day was "
        + Phrase(stringLiteral: "\(Moment.day(lastDay)) \(lastDay.year).")
    default: start.full(isPersonal: isPersonal)
    }
  }

  /// How long that is: "3 weeks".
  var silence: Phrase {
    guard case .silence(let since, _, _) = note else { return "long" }
    let days = Int((decidedAt - since.instant).count / 86_400)
    return days < 2 ? "a day" : days < 14 ? "\(days) days" : "\(days / 7) weeks"
  }

  func missedBlocks(_ missed: Int, _ next: Moment?) -> [Document.Block] {
    let dates: Phrase = missed == 1 ? "1 date has" : "\(missed) dates have"
    let ahead: Phrase =
      next.map { "The next one is on \($0.short(isPersonal: isPersonal))." }
      ?? "None is ahead any more."
    return [.paragraph("\(dates) gone by without one. " + ahead)]
  }

  var silenceBlocks: [Document.Block] {
    guard readerIsHost else {
      return [
        .paragraph(
          "There may be a good reason. A friendly word to each of them, one at a time, is often all it takes."
        )
      ]
    }
    return [
      .paragraph(
        "There may be a good reason. You hear of this because you look after the program as well.")
    ]
  }

  // MARK: Between the meetings

  var betweenBlocks: [Document.Block] { sharedHoursBlocks + tipBlocks }

  /// When a quick question finds both at their desks.
  private var sharedHoursBlocks: [Document.Block] {
    let lines = (sharedHours ?? []).map { shared -> Phrase in
      let both: Phrase =
        shared.with.map { "You and \(Clean($0, limit: 100)) both" } ?? "Both of you"
      let (from, until) = (shared.from.clock, shared.until.clock)
      return both + " have time for a quick chat between "
        + Phrase(stringLiteral: "\(from) and \(until) your\u{a0}time on most days.")
    }
    return lines.isEmpty ? [] : [.paragraph(lines.sentences)]
  }

  private var tipBlocks: [Document.Block] {
    guard let tip, case let text = Clean(tip, limit: 300), !text.isEmpty else { return [] }
    return [.paragraph("A tip: \(text)")]
  }

  // MARK: The end

  private var handOver: HandOver? {
    if case .completion(_, let handOver) = note { handOver } else { nil }
  }

  var completionBlocks: [Document.Block] {
    let thanks = Document.Block.paragraph(
      "Thank you, mentors, for the time you gave, and thank you, mentees, for what you brought into the community. The 1:1s end here; nothing else has to."
    )
    guard let handOver else { return [thanks] }
    let title = Clean(handOver.title, limit: 200)
    return [
      thanks,
      .paragraph("You are welcome at \(title): bring questions, ideas, or just say hello."),
    ]
  }

  var handOverTable: [Document.Block] {
    var rows: [Document.Row] = []
    if let next = handOver?.next {
      rows.append(Document.Row(label: "Next", value: next.full(isPersonal: isPersonal)))
    }
    rows += Self.addressRows("Join", handOver?.link)
    return rows.isEmpty ? [] : [.table(rows)]
  }
}
