extension Wrong {
  /// What YAML itself refuses.
  static let yaml: [Wrong] = [
    Wrong(
      "a tab",
      #"""
      meetings:
      	hours: { title: Hours }
      """#,
      #"""
      x.yaml:2:1: error: a tab is no indentation. indent with spaces
      """#),
    Wrong(
      "a quote that is never closed",
      #"""
      meetings:
        hours:
          title: "Hours
          when: Thursday 14:00 UTC
      """#,
      #"""
      x.yaml:3:12: error: the quote opened here is never closed. close it
      """#),
    Wrong(
      "a list that is never closed",
      #"""
      meetings:
        hours: { title: Hours, invite: [ana, ben, when: Thursday 14:00 UTC
      """#,
      #"""
      x.yaml:2:34: error: the list or the braces opened here are never closed. close them
      """#),
    Wrong(
      "a colon within text",
      #"""
      meetings:
        hours:
          title: Hours: for mentees
          when: Thursday 14:00 UTC
      """#,
      #"""
      x.yaml:3:17: error: a colon does not fit here. put text that contains `: ` between \#
      quotes; or mend the indentation, or the missing colon of the line above
      """#),
    Wrong(
      "a line indented too far",
      #"""
      meetings:
        hours:
          title: Hours
            when: Thursday 14:00 UTC
      """#,
      #"""
      x.yaml:4:11: error: a colon does not fit here. put text that contains `: ` between \#
      quotes; or mend the indentation, or the missing colon of the line above
      """#),
    Wrong(
      "a line not indented far enough",
      #"""
      meetings:
          hours:
            title: Hours
           when: Thursday 14:00 UTC
      """#,
      #"""
      x.yaml:4:6: error: this line does not fit the ones above. give it the indentation of \#
      its neighbours
      """#),
    Wrong(
      "a key without its colon",
      #"""
      meetings:
        hours:
          title Hours
          when: Thursday 14:00 UTC
      """#,
      #"""
      x.yaml:4:9: error: a colon does not fit here. put text that contains `: ` between \#
      quotes; or mend the indentation, or the missing colon of the line above
      """#),
    Wrong(
      "text that begins with an at sign",
      #"""
      meetings:
        hours: { title: @hours }
      """#,
      #"""
      x.yaml:2:19: error: text cannot begin with `@`. put it between quotes
      """#),
    Wrong(
      "text that begins with a star",
      #"""
      meetings:
        hours: { title: *Hours*, when: Thursday 14:00 UTC }
      """#,
      #"""
      x.yaml:2:19: error: an alias (`*name`) is not used here. write the value where it \#
      belongs; text that begins with `*` needs quotes
      """#),
    Wrong(
      "an anchor",
      #"""
      meetings:
        hours: &hours { title: Hours, when: Thursday 14:00 UTC, invite: ana }
      """#,
      #"""
      x.yaml:2:10: error: an anchor (`&name`) is not used here. write the value where it \#
      belongs; text that begins with `&` needs quotes
      """#),
    Wrong(
      "a merge key",
      #"""
      meetings:
        hours:
          <<: { title: Hours }
          when: Thursday 14:00 UTC
      """#,
      #"""
      x.yaml:3:5: error: a merge key (`<<`) is not used here. write the keys where they belong
      """#),
    Wrong(
      "a tag",
      #"""
      meetings:
        hours: !secret { title: Hours }
      """#,
      #"""
      x.yaml:2:10: error: a tag (`!name`) is not used here. leave it out; text that begins \#
      with `!` needs quotes
      """#),
    Wrong(
      "two documents",
      #"""
      people:
        cleo: { email: cleo@example.org }
      ---
      people:
        dora: { email: dora@example.org }
      """#,
      #"""
      x.yaml:3:1: error: a second document begins here. keep one document a file, without \#
      `---` between
      """#),
    Wrong(
      "a list as key",
      #"""
      meetings:
        [hours, more]: { title: Hours }
      """#,
      #"""
      x.yaml:2:3: error: a key must be text. write one word before the colon
      """#),
    Wrong(
      "a list without a comma",
      #"""
      meetings:
        hours: { title: Hours invite: [ana] }
      """#,
      #"""
      x.yaml:2:31: error: a comma, or the end of a list or of braces, is missing here. write \#
      it
      """#),
  ]
}
