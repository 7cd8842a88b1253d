import { startAsking } from './ask/form.js';
import { tellFreshness } from './freshness-line.js';
import { startHistory } from './history.js';
import { find } from './lib/dom.js';

startAsking(find('#ask', HTMLFormElement));
startHistory({ onRound: tellFreshness });
