// The locale files of a folder, each read once, as citeproc-js asks for them.
'use strict';
const fs = require('fs');
const path = require('path');

const files = {};

// A style may name a language alone: "id" means the locale id-ID, here as in citeform.
function localeFile(folder, tag) {
  if (!(tag in files)) {
    const wanted = new RegExp(`^locales-${tag}(-[A-Z]+)?\\.xml$`);
    const name = fs.readdirSync(folder).sort().find((each) => wanted.test(each));
    files[tag] = name ? fs.readFileSync(path.join(folder, name), 'utf8') : false;
  }
  return files[tag];
}

module.exports = { localeFile };
