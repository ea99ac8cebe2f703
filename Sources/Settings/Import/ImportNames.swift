/// Gives ids that differ, in the order in which they are asked for.
struct ImportNames {
  private var counts: [String: Int] = [:]
  private var taken: Set<String> = []

  mutating func unique(_ stem: String) -> String {
    var id = stem
    while !taken.insert(id).inserted {
      let count = counts[stem, default: 1] + 1
      counts[stem] = count
      id = "\(stem)-\(count)"
    }
    return id
  }
}
