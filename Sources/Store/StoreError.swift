/// Why the state directory cannot be used, each with what to do.
package enum StoreError: Error, CustomStringConvertible {
  /// Another daemon holds the directory.
  case locked(directory: String, holder: String)
  case unusable(path: String, why: String)
  case corrupt(path: String, why: String)
  /// Somebody removed or replaced the file under the running service.
  case replaced(path: String)
  /// No space is left on the device.
  case full(path: String)
  /// Written by a later version.
  case newer(path: String)
  /// A row was not as this process remembers it: somebody else wrote to the database.
  case conflict(occurrence: String, revision: Int)

  package var description: String {
    switch self {
    case .locked(let directory, let holder):
      "\(directory): another convened runs here (\(holder)). Stop it, or give another --state."
    case .unusable(let path, let why):
      "\(path): \(why). Give a directory that this user may write to with --state."
    case .corrupt(let path, let why):
      "\(path): not a sound database: \(why). Nothing was changed; restore it from a backup."
    case .replaced(let path):
      "\(path): removed or replaced while the service runs. Stop it, and put the file back."
    case .full(let path):
      "\(path): no space is left on its disk. Free some: nothing that was decided is lost."
    case .newer(let path):
      "\(path): written by a later version of convened. Install that version, or restore a backup."
    case .conflict(let occurrence, let revision):
      "\(occurrence): revision \(revision) is not the one on disk. Was the database edited by hand?"
    }
  }
}
