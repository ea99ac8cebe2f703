/// What mail programs say around a reply, in the languages that they speak. In lower case.
enum ReplyWords {
  /// How an introduction begins where the verb is in its middle, or its date in a line of its own.
  static let beginnings = [
    "on ", "am ", "le ", "el ", "il ", "em ", "op ", "den ", "på ", "pe ", "dne ", "w dniu ",
    "dnia ", "em ", "at ", "tirsdag", "mandag", "onsdag", "torsdag", "fredag", "mon, ", "tue, ",
    "wed, ", "thu, ", "fri, ", "sat, ", "sun, ", "pon., ", "wt., ", "śr., ", "czw., ", "pt., ",
    "sob., ", "niedz., ", "пн, ", "вт, ", "ср, ", "чт, ", "пт, ", "сб, ", "вс, ", "нд, ",
    "ma ", "ti ", "ke ", "to ", "pe ", "la ", "su ", "po ", "út ", "st ", "čt ", "pá ",
  ]

  static let wroteInside = [
    " schrieb ", " schreef ", " skrev ", " wrote ", " napsal ", " a scris ",
  ]

  static let wroteAtTheEnd = [
    "wrote", "writes", "schrieb", "a écrit", "écrit", "escribió", "escribio", "ha scritto",
    "scritto", "escreveu", "schreef", "napisał(a)", "napisał", "napisała", "pisze", "napsal(a)",
    "napsal", "napsala", "skrev", "kirjoitti", "пишет", "написал(а)", "написал", "написала", "пише",
    "написав(ла)", "írta", "yazdı", "έγραψε", "a scris", "写道", "写道 ", "寫道", "님이 작성", "작성",
    "のメール", "書きました", "さんは書きました", "đã viết", "menulis",
  ]

  static let from: Set<String> = [
    "from", "von", "de", "da", "van", "od", "från", "fra", "lähettäjä", "от", "від", "feladó",
    "kimden", "差出人", "发件人", "寄件者", "보낸사람",
  ]

  static let headers: Set<String> = [
    "sent", "date", "to", "subject", "cc", "gesendet", "datum", "an", "betreff", "envoyé",
    "envoyéle", "à", "objet", "enviado", "enviadael", "fecha", "para", "asunto", "assunto", "data",
    "inviato", "a", "oggetto", "verzonden", "aan", "onderwerp", "wysłano", "do", "temat",
    "odesláno", "komu", "předmět", "skickat", "till", "ämne", "sendt", "til", "emne", "lähetetty",
    "отправлено", "кому", "тема", "надіслано", "elküldve", "送信日時", "宛先", "件名", "发送时间",
    "收件人", "主题", "日期", "寄件日期", "收件者", "主旨", "보낸날짜", "받는사람", "제목",
  ]

  /// How the lines begin that a telephone, or a program, adds.
  static let footers = [
    "sent from ", "sent with ", "sent via ", "get outlook for", "please excuse my brevity",
    "von meinem ", "gesendet von ", "gesendet mit ", "diese nachricht wurde von meinem",
    "holen sie sich outlook", "outlook für ", "envoyé de mon", "envoyé depuis", "envoyé à partir",
    "envoyé avec", "télécharger outlook", "obtenez outlook", "enviado desde", "enviado do ",
    "enviado a partir", "obtener outlook", "obter o outlook", "inviato da", "scarica outlook",
    "verzonden vanaf", "verstuurd vanaf", "verzonden met", "wysłane z", "wysłano z",
    "pobierz outlook", "odesláno z", "odoslané z", "skickat från", "skickades från", "sendt fra",
    "lähetetty ", "отправлено с", "отправлено из", "надіслано з", "iphoneから送信", "androidから送信",
    "从我的", "发自我的", "傳自我的", "發自我的", "나의 iphone", "trimis de pe", "küldve", "iphone'umdan gönderildi",
  ]

  static let greetings: Set<String> = [
    "hi", "hello", "hey", "dear", "greetings", "hallo", "moin", "servus", "liebe", "lieber",
    "guten",
    "bonjour", "salut", "bonsoir", "hola", "buenas", "buenos", "ciao", "buongiorno", "salve", "olá",
    "ola", "oi", "bom", "boa", "dag", "hoi", "beste", "cześć", "hej", "dzień", "witam", "ahoj",
    "hei", "moi", "terve", "привет", "здравствуйте", "добрый", "вітаю", "привіт", "szia",
    "sziasztok",
    "merhaba", "selam", "γεια", "salutare", "你好", "您好", "大家好", "こんにちは", "안녕하세요",
  ]
}
