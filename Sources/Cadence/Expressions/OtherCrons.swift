/// What other crons have, and crontab(5) has not: "L", "L-2", "5L", "5#3", "15W".
enum OtherCrons {
  /// What a crontab has not; nil for what no cron has.
  static func reason(_ item: Substring) -> String? {
    let item = item.uppercased()
    if item.contains("#") { return "no nth weekday of the month" }
    let rest = item.filter { !$0.isNumber && $0 != "-" }
    if rest == "L", item.first != "L" { return "no last weekday of the month" }
    return rest == "L" ? "no last day" : rest == "W" || rest == "LW" ? "no nearest workday" : nil
  }

  /// The same as a calendar event, if one can say it.
  static func calendar(_ line: CrontabLine) -> String? {
    let (day, weekday) = (line.fields[2].text.uppercased(), line.fields[4].text.uppercased())
    let (weekdays, days): (String, String)
    if ["*", "?"].contains(weekday), day.hasPrefix("L"), let last = last(day.dropFirst()) {
      (weekdays, days) = ("", last)
    } else if ["*", "?"].contains(day), let found = ofMonth(weekday) {
      (weekdays, days) = found
    } else {
      return nil
    }
    var fields = line.fields
    for place in [2, 4] { fields[place] = fields[place].written("*") }
    return (try? CronExpression(fields, zone: line.zone))?.calendar(weekdays, days)
  }

  /// "" or "-2", behind an "L".
  private static func last(_ text: Substring) -> String? {
    guard !text.isEmpty else { return "~01" }
    guard text.hasPrefix("-"), let before = Digits.value(text.dropFirst().utf8), before < 28 else {
      return nil
    }
    return "~" + Digits.text(before + 1)
  }

  /// "5L" and "FRI#3" as a weekday and days of the month.
  private static func ofMonth(_ text: String) -> (String, String)? {
    let isLast = text.hasSuffix("L")
    let parts =
      isLast ? [text.dropLast()] : text.split(separator: "#", omittingEmptySubsequences: false)
    guard let day = CronExpression.weekday(parts[0]) else { return nil }
    if isLast { return (day.shortName, "~01..07") }
    guard parts.count == 2, let rank = Digits.value(parts[1].utf8), (1...5).contains(rank) else {
      return nil
    }
    let first = rank * 7 - 6
    return (day.shortName, "-\(Digits.text(first))..\(Digits.text(min(first + 6, 31)))")
  }
}
