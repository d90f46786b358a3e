// citeproc-js, asked as its peers are (see __init__.py). NODE_PATH names a node_modules with it.
'use strict';
const fs = require('fs');
const CSL = require('citeproc');
const { localeFile } = require('../locales.js');
const { serve, timed } = require('./serving.js');
CSL.debug = () => {};

let opened;
let items;
let byId;
let engine;
let pre;
let added = 0;

function newEngine() {
  const sys = { retrieveLocale: (tag) => localeFile(opened.locales, tag), retrieveItem: (id) => byId[id] };
  const made = new CSL.Engine(sys, opened.xml, opened.locale, true);
  made.setOutputFormat('html');
  return made;
}

const bibliographyText = (made) => made[0].bibstart + made[1].join('') + made[0].bibend;

// Both functions take lists of [citationID, note number] before and after the citation.
function edit(citation, list, at) {
  const note = engine.opt.xclass === 'note';
  const numbered = list.map(([id], index) => [id, note ? index + 1 + (index >= at ? 1 : 0) : 0]);
  citation.properties = { noteIndex: note ? at + 1 : 0 };
  return timed(() => engine.processCitationCluster(citation, numbered.slice(0, at), numbered.slice(at)));
}

serve({
  open(asked) {
    opened = { ...asked, xml: fs.readFileSync(asked.style, 'utf8') };
  },
  read(asked) {
    const [times] = timed(() => {
      items = JSON.parse(fs.readFileSync(asked.items, 'utf8'));
      byId = Object.fromEntries(items.map((item) => [item.id, item]));
    });
    return times;
  },
  bibliography() {
    const made = newEngine();
    const [times, text] = timed(() => {
      made.updateItems(items.map((item) => item.id));
      return bibliographyText(made.makeBibliography());
    });
    return { ...times, size: text.length };
  },
  document(asked) {
    engine = newEngine();
    const citations = asked.clusters.map((ids, index) => ({
      citationID: `c${index}`,
      citationItems: ids.map((id) => ({ id })),
      properties: { noteIndex: asked.notes ? index + 1 : 0 },
    }));
    const [times, rows] = timed(() => {
      const rebuilt = engine.rebuildProcessorState(citations, 'html', []);
      const list = bibliographyText(engine.makeBibliography());
      return { rebuilt, size: list.length };
    });
    pre = rows.rebuilt.map(([id, note]) => [id, note]);
    return { ...times, size: rows.size + rows.rebuilt.reduce((sum, row) => sum + row[2].length, 0) };
  },
  edit(asked) {
    const out = { insert: [], move: [], remove: [] };
    const note = (name, [times, answer]) => out[name].push({ ...times, changed: answer[1].length });
    asked.at.forEach((at, index) => {
      added += 1;
      const id = `new${added}`;
      const citation = () => ({ citationID: id, citationItems: asked.cited[index].map((each) => ({ id: each })) });
      note('insert', edit(citation(), pre, at));
      note('move', edit(citation(), pre, at + 10));
      // There is no call to remove one: the next citation is processed among those that are left.
      const next = pre[at + 10];
      const known = engine.registry.citationreg.citationById[next[0]];
      const again = { citationID: next[0], citationItems: known.citationItems.map((item) => ({ id: item.id })) };
      note('remove', edit(again, pre.filter((row) => row !== next), at + 10));
    });
    return out;
  },
});
