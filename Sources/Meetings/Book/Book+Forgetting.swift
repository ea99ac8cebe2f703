import Cadence

/// One person out of memory, as the store takes them out of the disk: docs/decisions/0063.
extension Book {
  /// What stands in the place of what they wrote.
  package static let forgotten = "(forgotten)"

  package mutating func forget(_ person: PersonID) {
    let mark = Self.forgotten
    let nobody = PersonID(mark)
    for id in occurrences.keys.sorted() {
      change(id) { row in
        row.invitations[person] = nil
        row.attendance[person] = nil
        row.passes.remove(person)
        row.hosting.appointed.remove(person)
        row.hosting.asked.remove(person)
        for index in row.items.indices where row.items[index].author == person {
          row.items[index].author = nil
          row.items[index].text = mark
          if case .file(let name, _) = row.items[index].source {
            row.items[index].source = .file(name: name, key: "\(mark) \(row.items[index].id)")
          }
        }
      }
    }
    forget(
      person,
      tasks: { record in
        if record.settlement?.by == person { record.settlement?.by = nil }
      },
      request: { request in
        guard request.asker == person else { return request }
        return MeetingRequest(
          id: request.id, start: request.start, asker: nobody, about: mark,
          askedAt: request.askedAt)
      })
  }
}
