extension Wrong {
  /// What is served.
  static let web: [Wrong] = [
    Wrong(
      "nothing under web",
      "web:",
      "x.yaml:1:1: error: `web` is empty. write `web: { url: \"https://meet.example.org\" }`, "
        + "or leave the key out"),
    Wrong(
      "web without its name",
      "web: { listen: \"127.0.0.1:8080\" }",
      "x.yaml:1:1: error: `web` needs `url`. write `url: https://meet.example.org`"),
    Wrong(
      "a site without TLS",
      "web: { url: \"http://meet.example.org\" }",
      "x.yaml:1:13: error: `url` must be https: mail programs follow no other link by themselves. "
        + "write `https://meet.example.org`"),
    Wrong(
      "no site",
      "web: { url: meet.example.org }",
      "x.yaml:1:13: error: `url`: \"meet.example.org\" is no address of a site. "
        + "write `https://meet.example.org`"),
    Wrong(
      "a site with a query",
      "web: { url: \"https://meet.example.org/?a=b\" }",
      "x.yaml:1:13: error: `url`: \"https://meet.example.org/?a=b\" is no address of a site. "
        + "write `https://meet.example.org`"),
    Wrong(
      "a site with a user",
      "web: { url: \"https://me@meet.example.org\" }",
      "x.yaml:1:13: error: `url`: \"https://me@meet.example.org\" is no address of a site. "
        + "write `https://meet.example.org`"),
    Wrong(
      "a misspelt key of web",
      "web: { url: \"https://meet.example.org\", listn: \"127.0.0.1:8080\" }",
      "x.yaml:1:41: error: unknown key `listn` in `web`. write `listen`"),
    Wrong(
      "a port alone",
      "web: { url: \"https://meet.example.org\", listen: 8080 }",
      "x.yaml:1:49: error: `listen`: \"8080\" is no IP address with a port. "
        + "write `127.0.0.1:8080`"),
    Wrong(
      "a name to listen at",
      "web: { url: \"https://meet.example.org\", listen: \"localhost:8080\" }",
      "x.yaml:1:49: error: `listen`: \"localhost:8080\" is no IP address with a port. "
        + "write `127.0.0.1:8080`"),
    Wrong(
      "any port",
      "web: { url: \"https://meet.example.org\", listen: \"127.0.0.1:0\" }",
      "x.yaml:1:49: error: `listen`: \"127.0.0.1:0\" is no IP address with a port. "
        + "write `127.0.0.1:8080`"),
    Wrong(
      "open to everyone",
      "web: { url: \"https://meet.example.org\", listen: \"0.0.0.0:80\" }",
      "x.yaml:1:49: error: `listen`: other machines reach \"0.0.0.0:80\", and this server speaks "
        + "no TLS. write `127.0.0.1:8080`, or name the proxy in front of it by `proxy:`"),
    Wrong(
      "open to everyone, in version 6",
      "web: { url: \"https://meet.example.org\", listen: \"[::]:80\" }",
      "x.yaml:1:49: error: `listen`: other machines reach \"[0:0:0:0:0:0:0:0]:80\", and this "
        + "server speaks no TLS. write `127.0.0.1:8080`, or name the proxy in front of it by "
        + "`proxy:`"),
    Wrong(
      "a proxy by name",
      "web: { url: \"https://meet.example.org\", proxy: [127.0.0.1, nginx] }",
      "x.yaml:1:60: error: `proxy`: \"nginx\" is no IP address. write `10.0.0.2`"),
    Wrong(
      "a proxy that is no address",
      "web: { url: \"https://meet.example.org\", proxy: 10.0.0.256 }",
      "x.yaml:1:48: error: `proxy`: \"10.0.0.256\" is no IP address. write `10.0.0.2`"),
    Wrong(
      "a key written down",
      "web: { url: \"https://meet.example.org\", key: hunter2 }",
      "x.yaml:1:46: error: `key` is a secret and must not be written here. write "
        + "`key: { credential: NAME }` or `{ file: PATH }`"),
    Wrong(
      "a key written down in a list",
      "web: { url: \"https://meet.example.org\", key: [{ credential: new }, hunter2] }",
      "x.yaml:1:68: error: `key` is a secret and must not be written here. write "
        + "`key: { credential: NAME }` or `{ file: PATH }`"),
    Wrong(
      "three keys",
      "web: { url: \"https://a.org\", key: [{ credential: a }, { credential: b }, { file: /c }] }",
      "x.yaml:1:35: error: `key` lists 3 keys. keep one or two: the first signs, links made with "
        + "the other stay good"),
  ]
}
