// What the workers on node share: the loop over questions, and the clock. See __init__.py.
'use strict';
const readline = require('readline');

function serve(handlers) {
  readline.createInterface({ input: process.stdin }).on('line', (line) => {
    const asked = JSON.parse(line);
    let answer;
    try {
      answer = handlers[asked.do](asked);
    } catch (problem) {
      answer = { error: String(problem).slice(0, 300) };
    }
    process.stdout.write(`${JSON.stringify(answer || {})}\n`);
  });
}

function timed(run) {
  const wall = process.hrtime.bigint();
  const cpu = process.cpuUsage();
  const given = run();
  const used = process.cpuUsage(cpu);
  const times = { cpu: (used.user + used.system) / 1e6, wall: Number(process.hrtime.bigint() - wall) / 1e9 };
  return [times, given];
}

module.exports = { serve, timed };
