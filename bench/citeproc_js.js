// Runs citeproc-js over jobs: one JSON object a line in, one a line out. A development tool only.
//
//   NODE_PATH=…/node_modules node bench/citeproc_js.js < jobs.jsonl > answers.jsonl
//
// A job: {style, lang, locales, format, items, clusters: [{note, cites: [{id, …}]}], bibliography,
// repeat}. An answer: {citations: [], entries: [[id, text]], seconds: {engine, citations,
// bibliography}} or {error}.
'use strict';
const readline = require('readline');
const CSL = require('citeproc');
const { localeFile } = require('./locales.js');
CSL.debug = () => {};
// An entry says which item it is: one that prints nothing is left out.
for (const format of [CSL.Output.Formats.text, CSL.Output.Formats.html]) {
  const plain = format['@bibliography/entry'];
  format['@bibliography/entry'] = function entry(state, text) {
    return `\u0001${this.system_id}\u0002${plain.call(this, state, text)}`;
  };
}

// Processor time: wall time says more about what else the machine does.
const now = () => {
  const used = process.cpuUsage();
  return (used.user + used.system) / 1e6;
};

function run(job) {
  const byId = Object.fromEntries(job.items.map((item) => [item.id, item]));
  const sys = {
    retrieveLocale: (tag) => localeFile(job.locales, tag),
    retrieveItem: (id) => byId[id],
  };
  const seconds = {};
  let started = now();
  const engine = new CSL.Engine(sys, job.style, job.lang, Boolean(job.lang));
  engine.setOutputFormat(job.format || 'html');
  seconds.engine = now() - started;
  started = now();
  engine.updateItems(job.items.map((item) => item.id));
  const citations = (job.clusters || []).map((cluster, index) => ({
    citationID: `c${index}`,
    citationItems: cluster.cites,
    properties: { noteIndex: cluster.note },
  }));
  const rebuilt = citations.length
    ? engine.rebuildProcessorState(citations, job.format || 'html', job.uncited ? job.items.map((item) => item.id) : [])
    : [];
  if (citations.length && job.uncited) engine.updateUncitedItems(job.items.map((item) => item.id));
  seconds.citations = now() - started;
  started = now();
  const made = job.bibliography ? engine.makeBibliography() : false;
  seconds.bibliography = now() - started;
  const entries = made
    ? made[1].map((text) => {
      const [, id, rest] = /^\s*\u0001(.*?)\u0002([^]*)$/.exec(text) || [null, '', text];
      return [id, rest];
    })
    : [];
  return { citations: rebuilt.map((row) => row[2]), entries, seconds };
}

readline.createInterface({ input: process.stdin }).on('line', (line) => {
  const job = JSON.parse(line);
  let answer;
  for (let pass = 0; pass < (job.repeat || 1); pass += 1) {
    try {
      answer = run(job);
    } catch (problem) {
      answer = { error: String(problem) };
    }
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
});
