import { startAsking } from './ask/form.js';
import { tellFreshness } from './freshness-line.js';
import { startHistory } from './history.js';

startAsking(document.querySelector('#ask'));
startHistory({ onRound: tellFreshness });
