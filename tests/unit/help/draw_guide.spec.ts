import { test } from '@japa/runner'
import { drawGuide } from '#help/draw_guide'
import { readMarkdown } from '#help/read_markdown'

const ways = {
  guide: (slug: string) => (slug === 'rules' ? '/help/rules' : null),
  screen: (path: string) => (path.startsWith('/portal') ? null : path),
  picture: (name: string) =>
    name === 'route' ? { url: '/help/pictures/en/route-1.webp', width: 1200, height: 700 } : null,
}
const draw = (body: string) => drawGuide(readMarkdown({ body }), ways).trim()

test.group('drawGuide', () => {
  test('leads to guides, to places in them, to screens and elsewhere', ({ assert }) => {
    assert.equal(
      draw('[a](guide:rules) [b](guide:rules#tips) [c](app:/leads?x=1&y=2)'),
      '<p><a href="/help/rules">a</a> <a href="/help/rules#tips">b</a> <a href="/leads?x=1&amp;y=2">c</a></p>'
    )
    assert.equal(
      draw('[a](https://x.example/) [b](mailto:a@b.example) [c](#here)'),
      '<p><a href="https://x.example/" rel="noopener">a</a> <a href="mailto:a@b.example">b</a> <a href="#here">c</a></p>'
    )
  })

  test('what leads nowhere stays text', ({ assert }) => {
    for (const to of ['guide:none', 'app:leads', 'app://evil.example', 'app:/portal/leads'])
      assert.equal(draw(`[**word**](${to})`), '<p><strong>word</strong></p>', to)
    for (const to of ['javascript:alert(1)', 'data:text/html,x', '/leads', 'ftp://x', 'file:///x'])
      assert.equal(draw(`[word](${to})`), '<p>word</p>', to)
  })

  test('shows HTML as it was written', ({ assert }) => {
    const html = draw(
      '<script>alert(1)</script>\n\nA <b onclick="x">bold</b> & <img src=x onerror=alert(1)>\n\n## <i>Head</i>\n\n`<u>`\n\n```\n</code><script>\n```\n\n| <s> |\n| - |\n| "a" |'
    )
    assert.notMatch(html, /<(script|b|img|i|u|s)[ >]/)
    assert.include(html, '&lt;script&gt;alert(1)&lt;/script&gt;')
    assert.include(html, 'A &lt;b onclick=&quot;x&quot;&gt;bold&lt;/b&gt; &amp; &lt;img')
    assert.include(html, '&lt;/code&gt;&lt;script&gt;')
    assert.include(
      draw('[x](https://a.example/"onmouseover="y)'),
      'href="https://a.example/&quot;onmouseover=&quot;y"'
    )
  })

  test('a picture has its size, so that nothing jumps; one that is not there leaves nothing', ({
    assert,
  }) => {
    assert.equal(
      draw('![A "route"](picture:route)'),
      '<p><a class="picture" href="/help/pictures/en/route-1.webp"><img src="/help/pictures/en/route-1.webp" width="1200" height="700" alt="A &quot;route&quot;" loading="lazy" decoding="async"></a></p>'
    )
    assert.equal(draw('![x](picture:none)'), '')
    assert.equal(draw('![x](https://elsewhere.example/x.png)'), '')
  })

  test('draws notes in both languages, other quotes as quotes', ({ assert }) => {
    for (const [word, kind] of [
      ...[['Tip:', 'tip'] as const, ['Tipp:', 'tip'] as const],
      ...[['Careful:', 'careful'] as const, ['Achtung:', 'careful'] as const],
    ]) {
      const html = draw(`> **${word}** do *this*`)
      assert.match(html, new RegExp(`^<div class="note ${kind}" role="note"><svg `))
      assert.include(html, `<p><strong>${word}</strong> do <em>this</em></p>`)
    }
    assert.match(draw('> **Hint:** x'), /^<blockquote>/)
    assert.match(draw('> plain'), /^<blockquote><p>plain<\/p>/)
  })

  test('headings begin at the second level and have their ids; tables and code are reached by keyboard', ({
    assert,
  }) => {
    assert.equal(draw('# Deep'), '<h2 id="deep">Deep</h2>')
    assert.equal(draw('#### Über'), '<h3 id="ueber">Über</h3>')
    assert.include(draw('| a | b |\n| - | -: |\n| c | 1 |'), '<td class="right">1</td>')
    assert.match(draw('| a |\n| - |\n| c |'), /^<div class="wide" tabindex="0"><table>/)
    assert.match(draw('```js\nx\n```'), /^<pre tabindex="0">/)
    assert.equal(draw('1. one\n2. two').replaceAll('\n', ''), '<ol><li>one</li><li>two</li></ol>')
  })
})
