extension Page {
  /// How the board looks, on a phone, in a window and on paper, in light and in dark. Text has a
  /// contrast of at least 4.5 on its ground (WCAG 2.1 §1.4.3): BoardTests reckons it.
  ///
  /// What is drawn once and used often (`board-…`) is found by one class alone: within `use` no
  /// selector sees what is around it. No `>`: the tests' reader of pages has none in text.
  static let boardSheet: HTML = """
    .board{--ground:#fff;--ink:#1b2027;--soft:#566069;--line:#d9dee4;--link:#0b5cad;--held:#49525b;\
    --confirmed:#1a7336;--open:#0b5cad;--planned:#66717b;--cancelled:#b3261e;--lapsed:#8a5a00;\
    --red:#b3261e;--red-ground:#fdf1ef;--amber:#7d5200;--amber-ground:#fdf6e5;\
    font-size:15px;color:var(--ink);background:var(--ground)}
    @media(prefers-color-scheme:dark){.board{--ground:#14171b;--ink:#e4e8ec;--soft:#a2acb6;\
    --line:#343b43;--link:#8ab4f8;--held:#b4bdc6;--confirmed:#63c07c;--open:#8ab4f8;\
    --planned:#96a1ac;--cancelled:#ff8f85;--lapsed:#e0b04a;\
    --red:#ff8f85;--red-ground:#2b1c1c;--amber:#e0b04a;--amber-ground:#29231a}}
    .board a{color:var(--link);text-underline-offset:2px}
    .board .skip{position:absolute;left:-999px}
    .board .skip:focus{left:16px;top:8px;padding:8px 12px;background:var(--ground)}
    .board header,.board main,.board footer{box-sizing:border-box;max-width:1168px;margin:0 auto;\
    padding:0 24px;overflow-wrap:anywhere}
    .board header{display:flex;flex-wrap:wrap;gap:0 28px;align-items:baseline;padding-top:12px}
    .board header p{margin:0;font-weight:600}
    .board nav ul{display:flex;flex-wrap:wrap;gap:0 20px;margin:0;padding:0;list-style:none}
    .board nav a{display:inline-block;padding:6px 0;text-decoration:none}
    .board nav a:hover,.board th a:hover{text-decoration:underline}
    .board nav a[aria-current]{color:var(--ink);font-weight:600;box-shadow:inset 0 -2px var(--ink)}
    .board main{padding-top:24px;padding-bottom:32px}
    .board h1{margin:0 0 4px;font-size:26px;line-height:1.2}
    .board h2{margin:40px 0 8px;font-size:20px;line-height:1.3}
    .board h3{margin:0;font-size:15px}
    .board p{margin:0 0 12px}
    .board b{font-weight:600}
    .board code,.board pre{font-size:.87em}
    .board small code{font-size:1em}
    .board pre{margin:4px 0;white-space:pre-wrap}
    .board time,.board .state,.board .tag{white-space:nowrap}
    .board .lead time{white-space:normal}
    .board small,.board .soft,.board .idle,.board footer{color:var(--soft);font-size:.87em}
    .board .state{display:inline-flex;align-items:center;gap:7px;font-weight:600}
    .board .sign{flex:none;width:14px;height:14px}
    .board .held{color:var(--held)}.board .confirmed{color:var(--confirmed)}\
    .board .open{color:var(--open)}.board .planned{color:var(--planned)}\
    .board .cancelled{color:var(--cancelled)}.board .lapsed{color:var(--lapsed)}\
    .board .retrospective{color:var(--soft)}
    .board-full{fill:currentColor}
    .board-line{fill:var(--ground);stroke:currentColor;stroke-width:2.2;stroke-linecap:round}
    .board-mark{transform:scale(var(--size,1))}
    .board-ring{fill:none;stroke:currentColor;stroke-width:1.5}
    .board .tag{padding:1px 6px;border:1px solid var(--amber);border-radius:4px;color:var(--amber);\
    font-size:12px}
    .board .missing{color:var(--amber);font-weight:600}
    .board .bad{color:var(--cancelled)}
    .board .fine{margin:16px 0 0}
    .board .needs{margin:20px 0 0;padding:14px 18px;border-left:4px solid var(--amber);\
    border-radius:0 6px 6px 0;background:var(--amber-ground)}
    .board .urgent{border-color:var(--red);background:var(--red-ground)}
    .board .needs h2{margin:0 0 6px;font-size:16px}
    .board .needs ul{margin:0;padding-left:20px}
    .board .needs li{margin:6px 0}
    .board .needs li.red b{color:var(--red)}
    .board table{width:100%;border-collapse:collapse;margin:0 0 28px}
    .board caption{padding:0 0 6px;text-align:left}
    .board th,.board td{padding:9px 16px 9px 0;border-top:1px solid var(--line);text-align:left;\
    vertical-align:top;font-weight:400}
    .board th:last-child,.board td:last-child{padding-right:0}
    .board thead th{padding-top:0;padding-bottom:5px;border-top:0;color:var(--soft);font-size:.87em}
    .board th a,.board th b{font-weight:600;text-decoration:none}
    .board th small,.board td small{display:block}
    .board table{table-layout:fixed}
    .board .week~.week thead,.board .unseen{position:absolute;width:1px;height:1px;\
    overflow:hidden;clip-path:inset(50%)}
    .board .week col:nth-child(1){width:15%}.board .week col:nth-child(3){width:13%}\
    .board .week col:nth-child(4){width:23%}.board .week col:nth-child(5){width:16%}\
    .board .week col:nth-child(6){width:6.5%}
    .board .notices col:nth-child(1){width:28%}.board .notices col:nth-child(2){width:13%}\
    .board .notices col:nth-child(3){width:21%}.board .notices col:nth-child(4){width:5%}
    .board .outbox col:nth-child(1){width:22%}.board .outbox col:nth-child(2){width:18%}\
    .board .outbox col:nth-child(3){width:13%}.board .outbox col:nth-child(4){width:17%}\
    .board .outbox col:nth-child(5){width:5%}
    .board .members col:nth-child(1){width:18%}.board .members col:nth-child(2){width:15%}\
    .board .members col:nth-child(5){width:24%}
    .board .why col:nth-child(1){width:14%}.board .why col:nth-child(2){width:18%}
    .board .guests{max-width:720px}
    .board .outbox th small,.board .notices th small{display:inline}
    .board .words col:nth-child(1){width:22%}
    .board .off th a{text-decoration:line-through;text-decoration-thickness:1px}
    .board .turn{display:flex;justify-content:space-between;flex-wrap:wrap;gap:0 24px}
    .board dl{display:grid;grid-template-columns:max-content 1fr;gap:6px 24px;margin:16px 0 0}
    .board dt{color:var(--soft)}
    .board dd{margin:0}
    .board ol,.board ul{padding-left:24px}
    .board li{margin:0 0 6px}
    .board figure{margin:0}
    .board .term{display:grid;grid-template-columns:minmax(0,240px) 1fr;column-gap:20px;\
    padding:24px 10px 22px 0}
    .board .lanes{margin:0;padding:0;list-style:none;font-size:.87em}
    .board .lanes li{height:24px;margin:0;line-height:24px;overflow:hidden;white-space:nowrap;\
    text-overflow:ellipsis}
    .board .pane{position:relative}
    .board .plot{position:absolute;left:0;top:0;width:100%;height:100%;overflow:visible}
    .board .plot line{stroke:var(--line)}
    .board .plot .now{stroke:var(--ink);stroke-width:1.5}
    .board .plot text{fill:var(--soft);font-size:12px}
    .board .plot .dense{--size:.55}
    .board .plot .now-word{fill:var(--ink);font-weight:600}
    .board .legend{display:flex;flex-wrap:wrap;gap:4px 20px;margin:8px 0 0;padding:0;\
    list-style:none;font-size:.87em}
    .board .legend .state{font-weight:400}
    .board details{margin:14px 0 0}
    .board summary{color:var(--link);cursor:pointer}
    .board details table{margin-top:12px;font-size:.87em}
    .board footer{padding-top:12px;padding-bottom:40px}
    .board footer p{margin:0 0 4px}
    @media screen and (max-width:960px){
    .board header,.board main,.board footer{padding-left:16px;padding-right:16px}
    .board h1{font-size:23px}
    .board table,.board caption,.board tbody,.board th,.board td{display:block}
    .board colgroup{display:none}
    .board thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
    .board tr{display:grid;grid-template-columns:1fr auto;gap:0 16px;padding:11px 0;\
    border-top:1px solid var(--line)}
    .board th,.board td{order:1;grid-column:1/-1;padding:0 0 2px;border:0}
    .board th:first-child,.board td:first-child{order:0;grid-column:1}
    .board td.aside{order:0;grid-column:2}
    .board td:empty,.board td:has(.idle){display:none}
    .board th a{font-size:16px}
    .board td small{display:inline}
    .board td[data-is]::before{content:attr(data-is) " ";color:var(--soft);font-size:.87em}
    .board dl{display:block}
    .board dd{margin:0 0 8px}
    .board .term{display:block;position:relative;padding:26px 8px 24px}
    .board .lanes li{height:48px;line-height:20px}
    .board .pane{position:static}
    .board .plot{left:8px;top:26px;width:calc(100% - 16px);\
    height:calc(100% - 50px)}
    .board .lanes bdi{position:relative;z-index:1;background:var(--ground)}
    .board-mark{transform:scale(calc(.75*var(--size,1)))}}
    @media(forced-colors:active){.board-full{fill:CanvasText}.board-line,.board-ring{\
    stroke:CanvasText}}
    @media print{.board{font-size:11px}.board nav,.board .turn,.board details,.board .skip{\
    display:none}.board tr,.board .needs,.board figure{break-inside:avoid}.board caption,\
    .board h2,.board h3,.board .soft{break-after:avoid}.board a{color:inherit}}
    """
}
