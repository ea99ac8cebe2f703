internal import CSystemd

/// Which machine this is, for a state that was copied from another one.
///
/// Source: machine-id(5): the id itself is not to leave the machine, a hash of it with an id of the
/// application's own may. Source: sd_id128_get_machine_app_specific(3).
package enum MachineIdentity {
  private static let application = sd_id128_t(
    bytes: (
      0x6b, 0x1f, 0x0e, 0xd3, 0x52, 0x9c, 0x4a, 0x77, 0x8e, 0x31, 0xc4, 0x05, 0xa9, 0x7d, 0x12, 0xbe
    ))

  /// Nil where the machine has no id.
  package static var current: [UInt8]? {
    var id = sd_id128_t()
    guard sd_id128_get_machine_app_specific(application, &id) == 0 else { return nil }
    return withUnsafeBytes(of: id.bytes, Array.init)
  }
}
