// Preloaded with `node -r`: activities by hand need none of the SDK's native code, whose loading takes half of a start.
const { asyncLocalStorage, Context } = require('@temporalio/activity');

const NO_LOG = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

class MockActivityEnvironment {
  constructor(info) {
    const [never, signal] = [new Promise(() => undefined), new AbortController().signal];
    this.context = new Context({ attempt: 1, ...info }, never, signal, () => undefined, undefined, NO_LOG);
  }

  run(activity, ...args) {
    return asyncLocalStorage.run(this.context, () => activity(...args));
  }
}

const stands = {
  '@temporalio/testing': { MockActivityEnvironment },
  '@temporalio/worker': { DefaultLogger: class {} },
};
for (const [name, exports] of Object.entries(stands)) {
  const filename = require.resolve(name);
  require.cache[filename] = Object.assign(new module.constructor(filename, module), {
    exports,
    loaded: true,
  });
}
