// citation.js, asked as its peers are (see __init__.py). It renders lists; documents are not timed.
'use strict';
const fs = require('fs');
const { Cite, plugins } = require('@citation-js/core');
require('@citation-js/plugin-csl');
const { serve, timed } = require('./serving.js');

let opened;
let items;

serve({
  open(asked) {
    opened = asked;
    const config = plugins.config.get('@csl');
  (config.styles || config.templates).add('timed', fs.readFileSync(asked.style, 'utf8'));
  },
  read(asked) {
    const [times] = timed(() => {
      items = JSON.parse(fs.readFileSync(asked.items, 'utf8'));
    });
    return times;
  },
  bibliography() {
    const [times, text] = timed(() => {
      const cite = new Cite(items, { forceType: '@csl/list+object' });
      return cite.format('bibliography', { style: 'timed', template: 'timed', lang: opened.locale, format: 'html' });
    });
    return { ...times, size: text.length };
  },
});
