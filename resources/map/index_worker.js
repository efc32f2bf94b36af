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

  onmessage = async ({ data: { question, method, values } }) => {
    const answer = method in methods ? await methods[method](...values) : index[method](...values);
    if (question) postMessage({ question, answer });
  };
})((globalThis.meridian = globalThis.meridian || {}));
