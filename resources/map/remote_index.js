/* The page's side of index_worker.js: the same questions as to a ClusterIndex, answered a little later. */
(function (meridian) {
  "use strict";

  class RemoteIndex {
    /** @param onChange (summary) => what a view shows may be different now */
    constructor(onChange) {
      this._waiting = new Map();
      this._asked = 0;
      this._worker = new Worker("assets/worker.js");
      this._worker.onmessage = ({ data: { summary, question, answer } }) => {
        if (summary) {
          onChange(summary);
          return;
        }
        const deliver = this._waiting.get(question);
        this._waiting.delete(question);
        deliver(answer);
      };
    }

    /** Call a method of the index by name and hand its value to `deliver`. */
    ask(method, values, deliver) {
      const question = ++this._asked;
      this._waiting.set(question, deliver);
      this._worker.postMessage({ question, method, values });
    }

    /** Call a method whose value nobody needs. */
    tell(method, ...values) {
      this._worker.postMessage({ method, values });
    }
  }

  meridian.RemoteIndex = RemoteIndex;
})((window.meridian = window.meridian || {}));
