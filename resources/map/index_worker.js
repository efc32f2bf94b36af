/* The worker that holds the photos of the window and their index, so that neither stops the map. */
(function (meridian) {
  "use strict";

  const index = new meridian.ClusterIndex(0, () => postMessage({ summary: index.summary() }));

  const methods = {
    /** Replace all photos by those of an address of the app. */
    async load(address) {
      const answer = await fetch(address);
      const rows = await answer.json();
      index.setPhotos(rows.map(meridian.photoOfRow));
    },
  };

  async function answer({ question, method, values }) {
    const value = method in methods ? await methods[method](...values) : index[method](...values);
    if (question) postMessage({ question, answer: value });
  }

  // One after the other: what is asked after a load is asked of the loaded photos.
  let last = Promise.resolve();
  onmessage = ({ data }) => {
    last = last.then(() => answer(data));
  };
})((globalThis.meridian = globalThis.meridian || {}));
