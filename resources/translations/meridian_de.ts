<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About Meridian</source>
        <translation>Über Meridian</translation>
    </message>
    <message>
        <source>Whose work this builds on</source>
        <translation>Auf wessen Arbeit dies aufbaut</translation>
    </message>
    <message>
        <source>Maps and places</source>
        <translation>Karten und Orte</translation>
    </message>
    <message>
        <source>Sample album</source>
        <translation>Beispielalbum</translation>
    </message>
    <message>
        <source>Software</source>
        <translation>Software</translation>
    </message>
    <message>
        <source>Meridian {version}</source>
        <translation>Meridian {version}</translation>
    </message>
    <message>
        <source>Finds out where photographs were taken, on this computer and without the internet.</source>
        <translation>Findet heraus, wo Fotos aufgenommen wurden, auf diesem Computer und ohne Internet.</translation>
    </message>
    <message>
        <source>Free software under the {licence}.</source>
        <translation>Freie Software unter der {licence}.</translation>
    </message>
    <message>
        <source>Apache License 2.0</source>
        <translation>Apache-Lizenz 2.0</translation>
    </message>
    <message>
        <source>Towns, their names in many languages, and their positions, from {site}; licence {licence}. Put together and shortened for Meridian.</source>
        <translation>Orte, ihre Namen in vielen Sprachen und ihre Positionen, von {site}; Lizenz {licence}. Für Meridian zusammengestellt und gekürzt.</translation>
    </message>
    <message>
        <source>Countries, coasts and waters of the map, from {site}; in the public domain.</source>
        <translation>Länder, Küsten und Gewässer der Karte, von {site}; gemeinfrei.</translation>
    </message>
    <message>
        <source>The form in which the map comes, by {author}; licence {licence}.</source>
        <translation>Die Form, in der die Karte kommt, von {author}; Lizenz {licence}.</translation>
    </message>
    <message>
        <source>Names of countries and their regions in many languages, from {site}; licence {licence}.</source>
        <translation>Namen der Länder und ihrer Regionen in vielen Sprachen, von {site}; Lizenz {licence}.</translation>
    </message>
    <message>
        <source>Map in the window</source>
        <translation>Karte im Fenster</translation>
    </message>
    <message>
        <source>Drawn with {libraries}, free software in JavaScript.</source>
        <translation>Gezeichnet mit {libraries}, freier Software in JavaScript.</translation>
    </message>
    <message>
        <source>The training method and the large model for photographs are described in {paper}.</source>
        <translation>Das Trainingsverfahren und das große Modell für Fotos sind in {paper} beschrieben.</translation>
    </message>
    <message>
        <source>Version {version}; licence {licence}.</source>
        <translation>Version {version}; Lizenz {licence}.</translation>
    </message>
    <message>
        <source>Version {version}; its licence lies beside it.</source>
        <translation>Version {version}; die Lizenz liegt bei.</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Photo</source>
        <translation>&amp;Foto</translation>
    </message>
    <message>
        <source>&amp;Report</source>
        <translation>Be&amp;richt</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>Add &amp;photos…</source>
        <translation>F&amp;otos hinzufügen…</translation>
    </message>
    <message>
        <source>Add &amp;folder…</source>
        <translation>&amp;Ordner hinzufügen…</translation>
    </message>
    <message>
        <source>&amp;Watch a folder…</source>
        <translation>Einen Ordner &amp;beobachten…</translation>
    </message>
    <message>
        <source>&amp;Stop watching</source>
        <translation>Nicht &amp;mehr beobachten</translation>
    </message>
    <message>
        <source>Open &amp;library…</source>
        <translation>Bib&amp;liothek öffnen…</translation>
    </message>
    <message>
        <source>&amp;Recent libraries</source>
        <translation>&amp;Letzte Bibliotheken</translation>
    </message>
    <message>
        <source>Open the sample &amp;album</source>
        <translation>Beispiel&amp;album öffnen</translation>
    </message>
    <message>
        <source>Show the library&apos;s f&amp;older</source>
        <translation>Ordner der Bibliothek &amp;zeigen</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>&amp;Paste photos</source>
        <translation>Fotos &amp;einfügen</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>&amp;Alles auswählen</translation>
    </message>
    <message>
        <source>&amp;Find…</source>
        <translation>&amp;Suchen…</translation>
    </message>
    <message>
        <source>Find a p&amp;lace on the map…</source>
        <translation>&amp;Ort auf der Karte suchen…</translation>
    </message>
    <message>
        <source>&amp;Models…</source>
        <translation>&amp;Modelle…</translation>
    </message>
    <message>
        <source>P&amp;references…</source>
        <translation>E&amp;instellungen…</translation>
    </message>
    <message>
        <source>&amp;Locate</source>
        <translation>Ort &amp;bestimmen</translation>
    </message>
    <message>
        <source>Locate &amp;quickly</source>
        <translation>Ort &amp;schnell bestimmen</translation>
    </message>
    <message>
        <source>This one &amp;first</source>
        <translation>Dieses &amp;zuerst</translation>
    </message>
    <message>
        <source>&amp;Set position…</source>
        <translation>Position &amp;angeben…</translation>
    </message>
    <message>
        <source>&amp;Clear my position</source>
        <translation>Meine Position &amp;löschen</translation>
    </message>
    <message>
        <source>&amp;Write positions…</source>
        <translation>Positionen s&amp;chreiben…</translation>
    </message>
    <message>
        <source>&amp;History…</source>
        <translation>&amp;Verlauf…</translation>
    </message>
    <message>
        <source>&amp;Remove from the library…</source>
        <translation>Aus der Bibliothek &amp;entfernen…</translation>
    </message>
    <message>
        <source>&amp;Page to read and print…</source>
        <translation>&amp;Seite zum Lesen und Drucken…</translation>
    </message>
    <message>
        <source>&amp;Table (CSV)…</source>
        <translation>&amp;Tabelle (CSV)…</translation>
    </message>
    <message>
        <source>&amp;GeoJSON…</source>
        <translation>&amp;GeoJSON…</translation>
    </message>
    <message>
        <source>GP&amp;X…</source>
        <translation>GP&amp;X…</translation>
    </message>
    <message>
        <source>&amp;KML…</source>
        <translation>&amp;KML…</translation>
    </message>
    <message>
        <source>Colours of the &amp;system</source>
        <translation>Farben des &amp;Systems</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>L&amp;arger text</source>
        <translation>&amp;Größerer Text</translation>
    </message>
    <message>
        <source>S&amp;maller text</source>
        <translation>&amp;Kleinerer Text</translation>
    </message>
    <message>
        <source>&amp;Normal text</source>
        <translation>&amp;Normaler Text</translation>
    </message>
    <message>
        <source>Show &amp;all photos on the map</source>
        <translation>&amp;Alle Fotos auf der Karte zeigen</translation>
    </message>
    <message>
        <source>Go to the next &amp;panel</source>
        <translation>Zum nächsten &amp;Bereich</translation>
    </message>
    <message>
        <source>&amp;Tour of the window</source>
        <translation>&amp;Rundgang durch das Fenster</translation>
    </message>
    <message>
        <source>&amp;About Meridian</source>
        <translation>&amp;Über Meridian</translation>
    </message>
</context>
<context>
    <name>AddModelPage</name>
    <message>
        <source>Ways to add a model</source>
        <translation>Wege zu einem Modell</translation>
    </message>
    <message>
        <source>From the Hugging Face Hub</source>
        <translation>Vom Hugging Face Hub</translation>
    </message>
    <message>
        <source>From this computer</source>
        <translation>Von diesem Computer</translation>
    </message>
    <message>
        <source>On a server</source>
        <translation>Auf einem Server</translation>
    </message>
    <message>
        <source>Repository</source>
        <translation>Repository</translation>
    </message>
    <message>
        <source>owner/name</source>
        <translation>Besitzer/Name</translation>
    </message>
    <message>
        <source>File of the language model</source>
        <translation>Datei des Sprachmodells</translation>
    </message>
    <message>
        <source>File of the vision part</source>
        <translation>Datei des Bildteils</translation>
    </message>
    <message>
        <source>How it wants to be asked</source>
        <translation>Wie es gefragt werden will</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>as the model says</source>
        <translation>wie das Modell sagt</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Herunterladen</translation>
    </message>
    <message>
        <source>This goes online, to huggingface.co and only now: it learns the address of this computer and which files are wanted, nothing else. What is interrupted goes on where it stopped, and every file is checked when it is there.</source>
        <translation>Nur dies geht ins Internet, zu huggingface.co: Der Server erfährt die Adresse dieses Computers und welche Dateien gewünscht sind, sonst nichts. Was unterbrochen wird, geht dort weiter, wo es aufhörte, und jede Datei wird danach geprüft.</translation>
    </message>
    <message>
        <source>The repository holds two GGUF files, no package</source>
        <translation>Das Repository enthält zwei GGUF-Dateien, kein Paket</translation>
    </message>
    <message>
        <source>Choose a package&apos;s folder…</source>
        <translation>Ordner eines Pakets wählen…</translation>
    </message>
    <message>
        <source>Add these files</source>
        <translation>Diese Dateien hinzufügen</translation>
    </message>
    <message>
        <source>A package is a folder with model.gguf, mmproj.gguf and manifest.json. It is linked or copied; the original is not touched.</source>
        <translation>Ein Paket ist ein Ordner mit model.gguf, mmproj.gguf und manifest.json. Es wird verlinkt oder kopiert; das Original bleibt unberührt.</translation>
    </message>
    <message>
        <source>Or two GGUF files of a model of the kind Qwen2.5-VL:</source>
        <translation>Oder zwei GGUF-Dateien eines Modells der Art Qwen2.5-VL:</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>Choose: {file}</source>
        <translation>Wählen: {file}</translation>
    </message>
    <message>
        <source>Models (*.gguf)</source>
        <translation>Modelle (*.gguf)</translation>
    </message>
    <message>
        <source>A package&apos;s folder</source>
        <translation>Ordner eines Pakets</translation>
    </message>
</context>
<context>
    <name>AlternativesSection</name>
    <message>
        <source>Other possibilities</source>
        <translation>Andere Möglichkeiten</translation>
    </message>
</context>
<context>
    <name>BackupPage</name>
    <message>
        <source>Before anything is written for the first time</source>
        <translation>Bevor zum ersten Mal etwas geschrieben wird</translation>
    </message>
    <message>
        <source>Only the position is added. The picture, its dates and everything else in the file stay as they are, and every write can be taken back, also after a restart.</source>
        <translation>Nur die Position kommt hinzu. Das Bild, seine Daten und alles andere in der Datei bleiben, wie sie sind, und jedes Schreiben lässt sich zurücknehmen, auch nach einem Neustart.</translation>
    </message>
    <message>
        <source>Keep an exact undo journal</source>
        <translation>Ein genaues Protokoll zum Zurücknehmen führen</translation>
    </message>
    <message>
        <source>Keep the journal, and whole copies too</source>
        <translation>Das Protokoll führen und auch ganze Kopien anlegen</translation>
    </message>
    <message>
        <source>A folder for the copies</source>
        <translation>Ein Ordner für die Kopien</translation>
    </message>
    <message>
        <source>Folder for the copies</source>
        <translation>Ordner für die Kopien</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>Recommended. Meridian remembers the bytes it changes, a few kilobytes for each photo, and brings every file back exactly as it was.</source>
        <translation>Empfohlen. Meridian merkt sich die Bytes, die es ändert, ein paar Kilobyte je Foto, und stellt jede Datei genau so wieder her, wie sie war.</translation>
    </message>
    <message>
        <source>You can change this later in the preferences.</source>
        <translation>Das lässt sich später in den Einstellungen ändern.</translation>
    </message>
    <message>
        <source>Each photo is copied to a folder of yours before it is written. This time the copies need {amount}.</source>
        <translation>Jedes Foto wird vor dem Schreiben in einen Ordner von Ihnen kopiert. Diesmal brauchen die Kopien {amount}.</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Message</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>Diese Meldung schließen</translation>
    </message>
</context>
<context>
    <name>BatchDelegate</name>
    <message>
        <source>{when} · {files}</source>
        <translation>{when} · {files}</translation>
    </message>
</context>
<context>
    <name>BrowserMap</name>
    <message>
        <source>Map of the photos</source>
        <translation>Karte der Fotos</translation>
    </message>
</context>
<context>
    <name>CandidateRow</name>
    <message>
        <source>{place}, {share} of the votes, the place shown</source>
        <translation>{place}, {share} der Stimmen, der gezeigte Ort</translation>
    </message>
    <message>
        <source>Choose {place}, {share} of the votes</source>
        <translation>{place} wählen, {share} der Stimmen</translation>
    </message>
</context>
<context>
    <name>ChangesSection</name>
    <message>
        <source>If it were written</source>
        <translation>Wenn es geschrieben würde</translation>
    </message>
    <message>
        <source>Nothing would be written. {reason}</source>
        <translation>Es würde nichts geschrieben. {reason}</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>Afterwards</source>
        <translation>Danach</translation>
    </message>
    <message>
        <source>Latitude</source>
        <translation>Breite</translation>
    </message>
    <message>
        <source>Longitude</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>Within</source>
        <translation>Umkreis</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Ort</translation>
    </message>
    <message>
        <source>Marked as</source>
        <translation>Gekennzeichnet als</translation>
    </message>
    <message>
        <source>{file} (new)</source>
        <translation>{file} (neu)</translation>
    </message>
    <message>
        <source>{file}</source>
        <translation>{file}</translation>
    </message>
    <message>
        <source>Written to</source>
        <translation>Geschrieben nach</translation>
    </message>
    <message>
        <source>confirmed</source>
        <translation>bestätigt</translation>
    </message>
    <message>
        <source>estimated</source>
        <translation>geschätzt</translation>
    </message>
    <message>
        <source>estimated, {share}</source>
        <translation>geschätzt, {share}</translation>
    </message>
</context>
<context>
    <name>Corrections</name>
    <message>
        <source>placing photos</source>
        <translation>Fotos platzieren</translation>
    </message>
    <message>
        <source>clearing positions</source>
        <translation>Positionen löschen</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>Meridian made a mistake</source>
        <translation>Meridian hat einen Fehler gemacht</translation>
    </message>
    <message>
        <source>Your photos and your library are safe: files are only ever changed in steps that can be finished or undone. You can go on, but it is better to save what you are doing and start Meridian again. With the details below, the mistake can be found and mended.</source>
        <translation>Ihre Fotos und Ihre Bibliothek sind sicher: Dateien werden nur in Schritten geändert, die sich abschließen oder zurücknehmen lassen. Sie können weitermachen, aber besser ist es, Ihre Arbeit zu sichern und Meridian neu zu starten. Mit den Einzelheiten unten lässt sich der Fehler finden und beheben.</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Copy the details</source>
        <translation>Einzelheiten kopieren</translation>
    </message>
</context>
<context>
    <name>CueChip</name>
    <message>
        <source>Clue: {text}</source>
        <translation>Hinweis: {text}</translation>
    </message>
</context>
<context>
    <name>DetailPanel</name>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>The model&apos;s answer, word for word</source>
        <translation>Die Antwort des Modells, Wort für Wort</translation>
    </message>
    <message>
        <source>Raw answer</source>
        <translation>Rohe Antwort</translation>
    </message>
    <message>
        <source>Locate with reasoning</source>
        <translation>Ort mit Begründung bestimmen</translation>
    </message>
    <message>
        <source>Set position</source>
        <translation>Position setzen</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Take back the position that you gave this photo</source>
        <translation>Die Position zurücknehmen, die Sie diesem Foto gegeben haben</translation>
    </message>
    <message>
        <source>Details of the photo</source>
        <translation>Einzelheiten des Fotos</translation>
    </message>
    <message>
        <source>Choose a photo to see
where it was taken, and why.</source>
        <translation>Wählen Sie ein Foto, um zu sehen,
wo es aufgenommen wurde und warum.</translation>
    </message>
    <message>
        <source>Locate again</source>
        <translation>Ort neu bestimmen</translation>
    </message>
</context>
<context>
    <name>EmptyState</name>
    <message>
        <source>Empty library</source>
        <translation>Leere Bibliothek</translation>
    </message>
    <message>
        <source>Where was this taken?</source>
        <translation>Wo wurde das aufgenommen?</translation>
    </message>
    <message>
        <source>Drop photos or folders here. Meridian looks at each one, says what it sees,
and shows where it was taken and how sure it is.

Everything happens on this computer; no file is changed unless you say so.</source>
        <translation>Legen Sie Fotos oder Ordner hier ab. Meridian sieht sich jedes an, sagt, was es sieht,
und zeigt, wo es aufgenommen wurde und wie sicher das ist.

Alles geschieht auf diesem Computer; keine Datei wird geändert, wenn Sie es nicht wollen.</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>Ordner hinzufügen…</translation>
    </message>
    <message>
        <source>Add photos…</source>
        <translation>Fotos hinzufügen…</translation>
    </message>
    <message>
        <source>Open the sample album</source>
        <translation>Beispielalbum öffnen</translation>
    </message>
</context>
<context>
    <name>FactsSection</name>
    <message>
        <source>The photo</source>
        <translation>Das Foto</translation>
    </message>
    <message>
        <source>{width} × {height} pixels</source>
        <translation>{width} × {height} Pixel</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>Aufgenommen</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>{share} or more</source>
        <translation>{share} oder mehr</translation>
    </message>
    <message>
        <source>Without date</source>
        <translation>Ohne Datum</translation>
    </message>
    <message>
        <source>{label} ({count})</source>
        <translation>{label} ({count})</translation>
    </message>
    <message>
        <source>Search place, clue or file</source>
        <translation>Ort, Hinweis oder Datei suchen</translation>
    </message>
    <message>
        <source>Sort</source>
        <translation>Sortieren</translation>
    </message>
    <message>
        <source>More filters</source>
        <translation>Weitere Filter</translation>
    </message>
    <message>
        <source>More filters: confidence, country, date, folder</source>
        <translation>Weitere Filter: Sicherheit, Land, Datum, Ordner</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>Sicherheit</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>Land</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>Neueste zuerst</translation>
    </message>
    <message>
        <source>Oldest first</source>
        <translation>Älteste zuerst</translation>
    </message>
    <message>
        <source>Surest first</source>
        <translation>Sicherste zuerst</translation>
    </message>
    <message>
        <source>Least sure first</source>
        <translation>Unsicherste zuerst</translation>
    </message>
    <message>
        <source>Recently added</source>
        <translation>Zuletzt hinzugefügt</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Located</source>
        <translation>Bestimmt</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>Unsicher</translation>
    </message>
    <message>
        <source>Cannot place</source>
        <translation>Nicht bestimmbar</translation>
    </message>
    <message>
        <source>Has GPS</source>
        <translation>Hat GPS</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>Geschrieben</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>{group}: {count}</source>
        <translation>{group}: {count}</translation>
    </message>
</context>
<context>
    <name>FolderEditor</name>
    <message>
        <source>None</source>
        <translation>Keiner</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>Ordner wählen</translation>
    </message>
</context>
<context>
    <name>Grid</name>
    <message>
        <source>Not located yet</source>
        <translation>Noch nicht bestimmt</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Wird angesehen…</translation>
    </message>
    <message>
        <source>Cannot be placed</source>
        <translation>Nicht bestimmbar</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>No position</source>
        <translation>Keine Position</translation>
    </message>
    <message>
        <source>Failed: {reason}</source>
        <translation>Fehlgeschlagen: {reason}</translation>
    </message>
    <message>
        <source>Looked at again</source>
        <translation>Wird erneut angesehen</translation>
    </message>
    <message>
        <source>Waiting for another look</source>
        <translation>Wartet auf einen zweiten Blick</translation>
    </message>
    <message>
        <source>Position given by you</source>
        <translation>Position von Ihnen</translation>
    </message>
    <message>
        <source>GPS position in the photo</source>
        <translation>GPS-Position im Foto</translation>
    </message>
    <message>
        <source>Estimated, confidence not calibrated</source>
        <translation>Geschätzt, Sicherheit nicht kalibriert</translation>
    </message>
    <message>
        <source>Estimated, high confidence, {share}</source>
        <translation>Geschätzt, hohe Sicherheit, {share}</translation>
    </message>
    <message>
        <source>Estimated, medium confidence, {share}</source>
        <translation>Geschätzt, mittlere Sicherheit, {share}</translation>
    </message>
    <message>
        <source>Estimated, low confidence, {share}</source>
        <translation>Geschätzt, geringe Sicherheit, {share}</translation>
    </message>
    <message>
        <source>Written to the file</source>
        <translation>In die Datei geschrieben</translation>
    </message>
    <message>
        <source>One of {count} photos that look alike and share an answer</source>
        <translation>Eines von {count} ähnlichen Fotos mit gemeinsamer Antwort</translation>
    </message>
    <message>
        <source>One of {count} copies</source>
        <translation>Eine von {count} Kopien</translation>
    </message>
</context>
<context>
    <name>GridPanel</name>
    <message>
        <source>Photos</source>
        <translation>Fotos</translation>
    </message>
    <message>
        <source>Photos: {total}</source>
        <translation>Fotos: {total}</translation>
    </message>
    <message>
        <source>Photos: {shown} of {total}</source>
        <translation>Fotos: {shown} von {total}</translation>
    </message>
    <message>
        <source>{photos} · Selected: {selected}</source>
        <translation>{photos} · Ausgewählt: {selected}</translation>
    </message>
</context>
<context>
    <name>GridView</name>
    <message>
        <source>Photos</source>
        <translation>Fotos</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>Written by the command line</source>
        <translation>Von der Befehlszeile geschrieben</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>zurückgenommen</translation>
    </message>
    <message>
        <source>partly taken back</source>
        <translation>teils zurückgenommen</translation>
    </message>
    <message>
        <source>in the files</source>
        <translation>in den Dateien</translation>
    </message>
</context>
<context>
    <name>HistoryDialog</name>
    <message>
        <source>History of writes</source>
        <translation>Verlauf des Schreibens</translation>
    </message>
    <message>
        <source>Batches</source>
        <translation>Stapel</translation>
    </message>
    <message>
        <source>Files of the batch</source>
        <translation>Dateien des Stapels</translation>
    </message>
    <message>
        <source>Files taken back</source>
        <translation>Zurückgenommene Dateien</translation>
    </message>
    <message>
        <source>Bring these files back, byte for byte? What you have changed since is left alone.</source>
        <translation>Diese Dateien Byte für Byte wiederherstellen? Was Sie seither geändert haben, bleibt unberührt.</translation>
    </message>
    <message>
        <source>Take this batch back…</source>
        <translation>Diesen Stapel zurücknehmen…</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Reading the history…</source>
        <translation>Verlauf wird gelesen…</translation>
    </message>
    <message>
        <source>Nothing has been written to files yet.
What you write can be undone here.</source>
        <translation>Es wurde noch nichts in Dateien geschrieben.
Was Sie schreiben, lässt sich hier zurücknehmen.</translation>
    </message>
    <message>
        <source>{when}. {files}, {standing}.</source>
        <translation>{when}. {files}, {standing}.</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) are as they were before.</source>
        <translation>
            <numerusform>%n Datei ist wieder wie zuvor.</numerusform>
            <numerusform>%n Dateien sind wieder wie zuvor.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n were left alone; the list says why.</source>
        <translation>
            <numerusform>%n blieb unberührt; die Liste sagt, warum.</numerusform>
            <numerusform>%n blieben unberührt; die Liste sagt, warum.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LibrarySession</name>
    <message>
        <source>{path} does not exist.</source>
        <translation>{path} gibt es nicht.</translation>
    </message>
    <message>
        <source>The model stopped and was started again. Nothing was lost.</source>
        <translation>Das Modell blieb stehen und wurde neu gestartet. Nichts ging verloren.</translation>
    </message>
</context>
<context>
    <name>LinesModel</name>
    <message>
        <source>Photo</source>
        <translation>Foto</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Anmerkung</translation>
    </message>
</context>
<context>
    <name>LookingPage</name>
    <message>
        <source>Looking at the files…</source>
        <translation>Dateien werden angesehen…</translation>
    </message>
    <message>
        <source>Nothing is written yet.</source>
        <translation>Noch wird nichts geschrieben.</translation>
    </message>
    <message>
        <source>Files looked at</source>
        <translation>Angesehene Dateien</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>{library} – Meridian</source>
        <translation>{library} – Meridian</translation>
    </message>
    <message>
        <source>This is the small starter model: it knows the drawn postcards of the sample album and refuses real photographs. Add a model for photographs to locate yours.</source>
        <translation>Dies ist das kleine Startmodell: Es kennt die gezeichneten Postkarten des Beispielalbums und lehnt echte Fotos ab. Fügen Sie ein Modell für Fotos hinzu, um Ihre eigenen zu verorten.</translation>
    </message>
    <message>
        <source>How to get one…</source>
        <translation>Wie man eines bekommt…</translation>
    </message>
    <message>
        <source>Use the good copy</source>
        <translation>Gute Kopie verwenden</translation>
    </message>
    <message>
        <source>Begin a new library</source>
        <translation>Neue Bibliothek beginnen</translation>
    </message>
    <message>
        <source>Open another…</source>
        <translation>Andere öffnen…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>The good copy is in place. The damaged library is kept as {file}.</source>
        <translation>Die gute Kopie ist an ihrem Platz. Die beschädigte Bibliothek bleibt als {file} erhalten.</translation>
    </message>
    <message>
        <source>Saved {file}.</source>
        <translation>{file} gesichert.</translation>
    </message>
</context>
<context>
    <name>Map</name>
    <message>
        <source>High</source>
        <translation>Hoch</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>Gering</translation>
    </message>
    <message>
        <source>Not calibrated</source>
        <translation>Nicht kalibriert</translation>
    </message>
    <message>
        <source>Known</source>
        <translation>Bekannt</translation>
    </message>
    <message>
        <source>Country only</source>
        <translation>Nur das Land</translation>
    </message>
    <message>
        <source>Known position, not an estimate</source>
        <translation>Bekannte Position, keine Schätzung</translation>
    </message>
    <message>
        <source>Estimated, confidence not calibrated</source>
        <translation>Geschätzt, Sicherheit nicht kalibriert</translation>
    </message>
    <message>
        <source>Estimated, high confidence, {percent}</source>
        <translation>Geschätzt, hohe Sicherheit, {percent}</translation>
    </message>
    <message>
        <source>Estimated, medium confidence, {percent}</source>
        <translation>Geschätzt, mittlere Sicherheit, {percent}</translation>
    </message>
    <message>
        <source>Estimated, low confidence, {percent}</source>
        <translation>Geschätzt, geringe Sicherheit, {percent}</translation>
    </message>
    <message>
        <source>within {distance}</source>
        <translation>im Umkreis von {distance}</translation>
    </message>
    <message>
        <source>{number}&#x202f;m</source>
        <translation>{number}&#x202f;m</translation>
    </message>
    <message>
        <source>{number}&#x202f;km</source>
        <translation>{number}&#x202f;km</translation>
    </message>
    <message>
        <source>{city}, {country}</source>
        <translation>{city}, {country}</translation>
    </message>
    <message>
        <source>Somewhere in {country}</source>
        <translation>Irgendwo in {country}</translation>
    </message>
    <message>
        <source>Known position</source>
        <translation>Bekannte Position</translation>
    </message>
    <message>
        <source>Estimated position</source>
        <translation>Geschätzte Position</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>Sicherheit</translation>
    </message>
    <message>
        <source>Legend: confidence that the place is within 25 km</source>
        <translation>Legende: Sicherheit, dass der Ort auf 25 km stimmt</translation>
    </message>
    <message>
        <source>Recorded in the photo, or set by its owner</source>
        <translation>Im Foto vermerkt oder vom Besitzer gesetzt</translation>
    </message>
    <message>
        <source>{high} and more</source>
        <translation>{high} und mehr</translation>
    </message>
    <message>
        <source>{medium} to {high}</source>
        <translation>{medium} bis {high}</translation>
    </message>
    <message>
        <source>below {medium}</source>
        <translation>unter {medium}</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>Photos: {count}</source>
        <translation>Fotos: {count}</translation>
    </message>
    <message>
        <source>Photos: {count}. Show them.</source>
        <translation>Fotos: {count}. Zeigen.</translation>
    </message>
    <message>
        <source>Photos here: {count}</source>
        <translation>Fotos hier: {count}</translation>
    </message>
    <message>
        <source>Close together</source>
        <translation>Dicht beieinander</translation>
    </message>
    <message>
        <source>{count} more that are not shown here</source>
        <translation>{count} weitere, die hier nicht gezeigt werden</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <source>Show all photos</source>
        <translation>Alle Fotos zeigen</translation>
    </message>
    <message>
        <source>Show the selection</source>
        <translation>Auswahl zeigen</translation>
    </message>
    <message>
        <source>Search a place</source>
        <translation>Ort suchen</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>Orte</translation>
    </message>
    <message>
        <source>No place of that name is known.</source>
        <translation>Kein Ort dieses Namens ist bekannt.</translation>
    </message>
    <message>
        <source>Set location here</source>
        <translation>Position hier setzen</translation>
    </message>
    <message>
        <source>Select photos first, then give them this place.</source>
        <translation>Wählen Sie zuerst Fotos aus, dann geben Sie ihnen diesen Ort.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Drag to correct</source>
        <translation>Zum Korrigieren ziehen</translation>
    </message>
    <message>
        <source>{distance} from where it was</source>
        <translation>{distance} von der bisherigen Stelle</translation>
    </message>
    <message>
        <source>No position yet. Right-click the map or search a place to give one.</source>
        <translation>Noch keine Position. Klicken Sie mit rechts auf die Karte oder suchen Sie einen Ort, um eine zu setzen.</translation>
    </message>
    <message>
        <source>Nothing on the map yet</source>
        <translation>Noch nichts auf der Karte</translation>
    </message>
    <message>
        <source>Photos appear here as soon as they have a position.</source>
        <translation>Fotos erscheinen hier, sobald sie eine Position haben.</translation>
    </message>
    <message>
        <source>Map data</source>
        <translation>Kartendaten</translation>
    </message>
</context>
<context>
    <name>MapMenu</name>
    <message>
        <source>Set location here</source>
        <translation>Position hier setzen</translation>
    </message>
    <message>
        <source>Set location of all {count} selected photos here</source>
        <translation>Position aller {count} ausgewählten Fotos hier setzen</translation>
    </message>
    <message>
        <source>Copy coordinates: {words}</source>
        <translation>Koordinaten kopieren: {words}</translation>
    </message>
    <message>
        <source>Select these photos</source>
        <translation>Diese Fotos auswählen</translation>
    </message>
    <message>
        <source>Show the selection</source>
        <translation>Auswahl zeigen</translation>
    </message>
    <message>
        <source>Show all photos</source>
        <translation>Alle Fotos zeigen</translation>
    </message>
</context>
<context>
    <name>MapPanel</name>
    <message>
        <source>Map</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>The map is switched off by {variable}.</source>
        <translation>Die Karte ist durch {variable} abgeschaltet.</translation>
    </message>
    <message>
        <source>There is no map to search. Type a position instead.</source>
        <translation>Es gibt keine Karte zum Durchsuchen. Geben Sie stattdessen eine Position ein.</translation>
    </message>
    <message>
        <source>The map cannot be shown, because Qt WebEngine does not start here: {reason}. Everything else works.</source>
        <translation>Die Karte kann nicht gezeigt werden, weil Qt WebEngine hier nicht startet: {reason}. Alles andere geht.</translation>
    </message>
    <message>
        <source>Copied {coordinates}.</source>
        <translation>{coordinates} kopiert.</translation>
    </message>
    <message>
        <source>The map stopped and was started again.</source>
        <translation>Die Karte blieb stehen und wurde neu gestartet.</translation>
    </message>
    <message>
        <source>The map stopped several times in a row, so the list is shown instead until Meridian is started again.</source>
        <translation>Die Karte blieb mehrmals hintereinander stehen; bis zum nächsten Start von Meridian wird stattdessen die Liste gezeigt.</translation>
    </message>
</context>
<context>
    <name>MapSourceEditor</name>
    <message>
        <source>Built-in map</source>
        <translation>Eingebaute Karte</translation>
    </message>
    <message>
        <source>A map file</source>
        <translation>Eine Kartendatei</translation>
    </message>
    <message>
        <source>Tiles from the internet</source>
        <translation>Kacheln aus dem Internet</translation>
    </message>
    <message>
        <source>Map files (*.mbtiles *.pmtiles)</source>
        <translation>Kartendateien (*.mbtiles *.pmtiles)</translation>
    </message>
    <message>
        <source>Get the map from {host}?</source>
        <translation>Die Karte von {host} holen?</translation>
    </message>
    <message>
        <source>This server then learns the address of this computer, and which parts of the world you look at, and may guess from it where your photos were taken. Photos, positions and names of files are never sent. You can go back to the built-in map at any time.</source>
        <translation>Dieser Server erfährt dann die Adresse dieses Computers und welche Teile der Welt Sie ansehen, und kann daraus erraten, wo Ihre Fotos aufgenommen wurden. Fotos, Positionen und Dateinamen werden nie gesendet. Sie können jederzeit zur eingebauten Karte zurück.</translation>
    </message>
    <message>
        <source>Go online for the map</source>
        <translation>Für die Karte ins Internet</translation>
    </message>
    <message>
        <source>Stay offline</source>
        <translation>Offline bleiben</translation>
    </message>
    <message>
        <source>Map file</source>
        <translation>Kartendatei</translation>
    </message>
    <message>
        <source>Address of the tiles</source>
        <translation>Adresse der Kacheln</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>Allow…</source>
        <translation>Erlauben…</translation>
    </message>
</context>
<context>
    <name>ModelCard</name>
    <message>
        <source>In use</source>
        <translation>In Gebrauch</translation>
    </message>
    <message>
        <source>This model cannot be used.</source>
        <translation>Dieses Modell ist nicht benutzbar.</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>Benutzen</translation>
    </message>
    <message>
        <source>Use {model}</source>
        <translation>{model} benutzen</translation>
    </message>
    <message>
        <source>Check the files</source>
        <translation>Dateien prüfen</translation>
    </message>
    <message>
        <source>Check the files of {model}</source>
        <translation>Dateien von {model} prüfen</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Entfernen…</translation>
    </message>
    <message>
        <source>Remove {model}</source>
        <translation>{model} entfernen</translation>
    </message>
</context>
<context>
    <name>Models</name>
    <message>
        <source>{model} is in use, and this computer has room for it.</source>
        <translation>{model} ist in Gebrauch, und dieser Computer hat Platz dafür.</translation>
    </message>
    <message>
        <source>Use {model}: it is for photographs, and this computer has room for it.</source>
        <translation>Benutzen Sie {model}: Es ist für Fotos, und dieser Computer hat Platz dafür.</translation>
    </message>
    <message>
        <source>{model} needs more memory than is free now. Close other programs, or add a smaller version of it.</source>
        <translation>{model} braucht mehr Speicher, als jetzt frei ist. Schließen Sie andere Programme oder fügen Sie eine kleinere Fassung hinzu.</translation>
    </message>
    <message>
        <source>To locate photographs, add a model that was made for them, such as GLOBE 7B.</source>
        <translation>Um Fotos zu verorten, fügen Sie ein Modell hinzu, das dafür gemacht ist, etwa GLOBE 7B.</translation>
    </message>
    <message>
        <source>It needs about {needed} of free memory, and this computer has {free} now: it would be very slow here unless other programs are closed.</source>
        <translation>Es braucht etwa {needed} freien Speicher, und dieser Computer hat jetzt {free}: Es wäre hier sehr langsam, wenn nicht andere Programme geschlossen werden.</translation>
    </message>
    <message>
        <source>This computer has the memory for it, but too little room on the disk: {disk_needed} are needed, {disk_free} are free.</source>
        <translation>Dieser Computer hat den Speicher dafür, aber zu wenig Platz auf der Platte: {disk_needed} werden gebraucht, {disk_free} sind frei.</translation>
    </message>
    <message>
        <source>This computer has {free} of free memory, enough for the version called Q4_K_M (about {needed}).</source>
        <translation>Dieser Computer hat {free} freien Speicher, genug für die Fassung namens Q4_K_M (etwa {needed}).</translation>
    </message>
    <message>
        <source>{first} {second}</source>
        <translation>{first} {second}</translation>
    </message>
    <message>
        <source>How good it is was never measured.</source>
        <translation>Wie gut es ist, wurde nie gemessen.</translation>
    </message>
    <message>
        <source>Right within 25 km for {share} of {count} photos ({dataset}).</source>
        <translation>Auf 25 km richtig bei {share} von {count} Fotos ({dataset}).</translation>
    </message>
    <message>
        <source>Tested with {count} pictures: {dataset}.</source>
        <translation>Mit {count} Bildern geprüft: {dataset}.</translation>
    </message>
    <message>
        <source>Needs about {needed} of memory.</source>
        <translation>Braucht etwa {needed} Speicher.</translation>
    </message>
    <message>
        <source>Needs about {needed} of memory; {free} are free.</source>
        <translation>Braucht etwa {needed} Speicher; {free} sind frei.</translation>
    </message>
    <message>
        <source>Needs about {needed} of memory, but only {free} are free: it would be very slow.</source>
        <translation>Braucht etwa {needed} Speicher, aber nur {free} sind frei: Es wäre sehr langsam.</translation>
    </message>
    <message>
        <source>A quick answer took about {seconds} s here.</source>
        <translation>Eine schnelle Antwort dauerte hier etwa {seconds} s.</translation>
    </message>
    <message>
        <source>sureness measured</source>
        <translation>Sicherheit gemessen</translation>
    </message>
    <message>
        <source>sureness not measured</source>
        <translation>Sicherheit nicht gemessen</translation>
    </message>
</context>
<context>
    <name>ModelsDialog</name>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Looking at the models…</source>
        <translation>Modelle werden angesehen…</translation>
    </message>
    <message>
        <source>How far it has come</source>
        <translation>Wie weit es ist</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Add a model…</source>
        <translation>Modell hinzufügen…</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>A model on {host} is asked, not one on this computer.</source>
        <translation>Gefragt wird ein Modell auf {host}, nicht eines auf diesem Computer.</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} von {total}</translation>
    </message>
    <message>
        <source>Stopped. A download goes on from there the next time.</source>
        <translation>Angehalten. Ein Download geht das nächste Mal von dort weiter.</translation>
    </message>
    <message>
        <source>{title}: {message} {hint}</source>
        <translation>{title}: {message} {hint}</translation>
    </message>
    <message>
        <source>Adding the model…</source>
        <translation>Modell wird hinzugefügt…</translation>
    </message>
    <message>
        <source>{model} was added.</source>
        <translation>{model} wurde hinzugefügt.</translation>
    </message>
    <message>
        <source>Asking the server…</source>
        <translation>Der Server wird gefragt…</translation>
    </message>
    <message>
        <source>Checking the files…</source>
        <translation>Dateien werden geprüft…</translation>
    </message>
    <message>
        <source>{model} is whole.</source>
        <translation>{model} ist vollständig.</translation>
    </message>
    <message>
        <source>Remove {model} from this computer?</source>
        <translation>{model} von diesem Computer entfernen?</translation>
    </message>
    <message>
        <source>What it found stays in your libraries.</source>
        <translation>Was es gefunden hat, bleibt in Ihren Bibliotheken.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Removing the model…</source>
        <translation>Modell wird entfernt…</translation>
    </message>
    <message>
        <source>{model} was removed.</source>
        <translation>{model} wurde entfernt.</translation>
    </message>
    <message>
        <source>{model} is asked from now on.</source>
        <translation>Von nun an wird {model} gefragt.</translation>
    </message>
    <message>
        <source>Choose one of the models on {host}: {models}.</source>
        <translation>Wählen Sie eines der Modelle auf {host}: {models}.</translation>
    </message>
    <message>
        <source>{host} has no model.</source>
        <translation>{host} hat kein Modell.</translation>
    </message>
    <message>
        <source>From now on, photos are sent to {host}.</source>
        <translation>Ab jetzt werden Fotos an {host} gesendet.</translation>
    </message>
    <message>
        <source>From now on, no photo leaves this computer.</source>
        <translation>Ab jetzt verlässt kein Foto diesen Rechner.</translation>
    </message>
    <message>
        <source>The server and its key are forgotten.</source>
        <translation>Der Server und sein Schlüssel sind vergessen.</translation>
    </message>
</context>
<context>
    <name>Operations</name>
    <message>
        <source>Add photos</source>
        <translation>Fotos hinzufügen</translation>
    </message>
    <message>
        <source>Photos ({endings});;All files (*)</source>
        <translation>Fotos ({endings});;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Add a folder</source>
        <translation>Ordner hinzufügen</translation>
    </message>
    <message>
        <source>There are no files to paste.</source>
        <translation>Es gibt keine Dateien zum Einfügen.</translation>
    </message>
    <message>
        <source>Meridian works offline and takes no pictures from the internet ({count}). Save them to a folder first, then drop the files here.</source>
        <translation>Meridian arbeitet offline und nimmt keine Bilder aus dem Internet ({count}). Sichern Sie sie zuerst in einem Ordner und legen Sie dann die Dateien hier ab.</translation>
    </message>
    <message>
        <source>Watch a folder</source>
        <translation>Einen Ordner beobachten</translation>
    </message>
    <message>
        <source>Open a library, or name a new one</source>
        <translation>Eine Bibliothek öffnen oder eine neue benennen</translation>
    </message>
    <message>
        <source>Meridian libraries (*.sqlite)</source>
        <translation>Meridian-Bibliotheken (*.sqlite)</translation>
    </message>
    <message>
        <source>None of these photos was placed by you.</source>
        <translation>Keines dieser Fotos wurde von Ihnen platziert.</translation>
    </message>
    <message>
        <source>Remove the selected photos ({count}) from the library?</source>
        <translation>Die ausgewählten Fotos ({count}) aus der Bibliothek entfernen?</translation>
    </message>
    <message>
        <source>The files stay where they are. Positions that you gave are forgotten.</source>
        <translation>Die Dateien bleiben, wo sie sind. Positionen, die Sie gegeben haben, werden vergessen.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Save a report</source>
        <translation>Bericht sichern</translation>
    </message>
    <message>
        <source>These photos know where they were taken.</source>
        <translation>Diese Fotos wissen, wo sie aufgenommen wurden.</translation>
    </message>
</context>
<context>
    <name>Outcomes</name>
    <message>
        <source>Written into the photo</source>
        <translation>In das Foto geschrieben</translation>
    </message>
    <message>
        <source>Written beside it</source>
        <translation>Daneben geschrieben</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>Übersprungen</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>As it was before</source>
        <translation>Wie zuvor</translation>
    </message>
    <message>
        <source>Sidecar removed</source>
        <translation>Begleitdatei entfernt</translation>
    </message>
    <message>
        <source>Left alone</source>
        <translation>Unberührt gelassen</translation>
    </message>
    <message>
        <source>Not finished</source>
        <translation>Nicht abgeschlossen</translation>
    </message>
    <message>
        <source>Written beside the photo</source>
        <translation>Neben das Foto geschrieben</translation>
    </message>
    <message>
        <source>Being taken back</source>
        <translation>Wird zurückgenommen</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>Zurückgenommen</translation>
    </message>
    <message>
        <source>Interrupted, as it was before</source>
        <translation>Unterbrochen, wie zuvor</translation>
    </message>
    <message>
        <source>Changed by another program</source>
        <translation>Von einem anderen Programm geändert</translation>
    </message>
</context>
<context>
    <name>PhotoPreview</name>
    <message>
        <source>Photo</source>
        <translation>Foto</translation>
    </message>
    <message>
        <source>Plus and minus zoom, 0 fits the photo, 1 shows it at 100 %, arrows move it.</source>
        <translation>Plus und Minus vergrößern und verkleinern, 0 passt das Foto ein, 1 zeigt es mit 100 %, Pfeile verschieben es.</translation>
    </message>
    <message>
        <source>Photo {name}</source>
        <translation>Foto {name}</translation>
    </message>
</context>
<context>
    <name>PlaceCard</name>
    <message>
        <source>Nothing in the picture ties it to one place. That is an answer, not a failure.</source>
        <translation>Nichts im Bild bindet es an einen Ort. Das ist eine Antwort, kein Versagen.</translation>
    </message>
    <message>
        <source>If you know where it was taken, set the position yourself.</source>
        <translation>Wenn Sie wissen, wo es aufgenommen wurde, setzen Sie die Position selbst.</translation>
    </message>
    <message>
        <source>The model has not looked at this photo.</source>
        <translation>Das Modell hat dieses Foto noch nicht angesehen.</translation>
    </message>
    <message>
        <source>Other photos are ahead of it.</source>
        <translation>Andere Fotos sind vorher dran.</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Copy the coordinates</source>
        <translation>Koordinaten kopieren</translation>
    </message>
</context>
<context>
    <name>PlaceTableModel</name>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Ort</translation>
    </message>
    <message>
        <source>Coordinates</source>
        <translation>Koordinaten</translation>
    </message>
    <message>
        <source>Certainty</source>
        <translation>Gewissheit</translation>
    </message>
    <message>
        <source>Known</source>
        <translation>Bekannt</translation>
    </message>
    <message>
        <source>Estimated, not calibrated</source>
        <translation>Geschätzt, nicht kalibriert</translation>
    </message>
    <message>
        <source>Estimated, {percent}</source>
        <translation>Geschätzt, {percent}</translation>
    </message>
    <message>
        <source>Estimated, {percent}, within {distance}</source>
        <translation>Geschätzt, {percent}, im Umkreis von {distance}</translation>
    </message>
</context>
<context>
    <name>PlainList</name>
    <message>
        <source>Photos and where they are</source>
        <translation>Fotos und wo sie sind</translation>
    </message>
</context>
<context>
    <name>PositionEntry</name>
    <message>
        <source>Latitude, longitude: 38.72, -9.13</source>
        <translation>Breite, Länge: 38.72, -9.13</translation>
    </message>
    <message>
        <source>Latitude and longitude in degrees</source>
        <translation>Breite und Länge in Grad</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>Setzen</translation>
    </message>
    <message>
        <source>Or drag the photo&apos;s pin on the map, or search a place there.</source>
        <translation>Oder ziehen Sie die Nadel des Fotos auf der Karte, oder suchen Sie dort einen Ort.</translation>
    </message>
</context>
<context>
    <name>PreferencesDialog</name>
    <message>
        <source>Preferences</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Restore the defaults</source>
        <translation>Vorgaben wiederherstellen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>QueueStrip</name>
    <message>
        <source>What Meridian is doing</source>
        <translation>Was Meridian gerade tut</translation>
    </message>
    <message>
        <source>Photos found: {photos}.</source>
        <translation>Gefundene Fotos: {photos}.</translation>
    </message>
    <message>
        <source>Photos found: {photos}. Other files left alone: {others}.</source>
        <translation>Gefundene Fotos: {photos}. Nicht beachtete andere Dateien: {others}.</translation>
    </message>
    <message>
        <source>Photos located</source>
        <translation>Bestimmte Fotos</translation>
    </message>
    <message>
        <source>Stop and forget what waits</source>
        <translation>Anhalten und vergessen, was wartet</translation>
    </message>
    <message>
        <source>Notice</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Photos leave this computer</source>
        <translation>Fotos verlassen diesen Computer</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>Photos are sent to the engine that you set up.</source>
        <translation>Fotos werden an die Maschine gesendet, die Sie eingerichtet haben.</translation>
    </message>
    <message>
        <source>Everything happens on this computer; no photo leaves it.</source>
        <translation>Alles geschieht auf diesem Computer; kein Foto verlässt ihn.</translation>
    </message>
    <message>
        <source>Looking for photos: {count} found</source>
        <translation>Suche nach Fotos: {count} gefunden</translation>
    </message>
    <message>
        <source>No model: photos are not located.</source>
        <translation>Kein Modell: Fotos werden nicht verortet.</translation>
    </message>
    <message>
        <source>Opening the library…</source>
        <translation>Bibliothek wird geöffnet…</translation>
    </message>
    <message>
        <source>{model} cannot be used</source>
        <translation>{model} ist nicht benutzbar</translation>
    </message>
    <message>
        <source>Loading {model}…</source>
        <translation>{model} wird geladen…</translation>
    </message>
    <message>
        <source>{model} is ready</source>
        <translation>{model} ist bereit</translation>
    </message>
    <message>
        <source>Paused at {done} of {total} photos</source>
        <translation>Angehalten bei {done} von {total} Fotos</translation>
    </message>
    <message>
        <source>{done} of {total} photos located</source>
        <translation>{done} von {total} Fotos bestimmt</translation>
    </message>
    <message>
        <source>{count} photos a minute</source>
        <translation>{count} Fotos je Minute</translation>
    </message>
    <message>
        <source>{pace} · {left}</source>
        <translation>{pace} · {left}</translation>
    </message>
    <message>
        <source>less than a minute left</source>
        <translation>weniger als eine Minute übrig</translation>
    </message>
    <message>
        <source>about {count} min left</source>
        <translation>etwa {count} min übrig</translation>
    </message>
    <message>
        <source>about {count} h left</source>
        <translation>etwa {count} h übrig</translation>
    </message>
</context>
<context>
    <name>ReasoningText</name>
    <message>
        <source>The model&apos;s reasoning</source>
        <translation>Die Begründung des Modells</translation>
    </message>
</context>
<context>
    <name>Reasons</name>
    <message>
        <source>It has not been located yet.</source>
        <translation>Der Ort wurde noch nicht bestimmt.</translation>
    </message>
    <message>
        <source>It cannot be placed.</source>
        <translation>Der Ort ist nicht bestimmbar.</translation>
    </message>
    <message>
        <source>How sure the model is was never measured. 0 % writes it anyway.</source>
        <translation>Wie sicher das Modell ist, wurde nie gemessen. Mit 0 % wird trotzdem geschrieben.</translation>
    </message>
    <message>
        <source>Only the country is known.</source>
        <translation>Nur das Land ist bekannt.</translation>
    </message>
    <message>
        <source>Not sure enough.</source>
        <translation>Nicht sicher genug.</translation>
    </message>
    <message>
        <source>It already has a position.</source>
        <translation>Es hat schon eine Position.</translation>
    </message>
    <message>
        <source>The file has changed since it was located.</source>
        <translation>Die Datei hat sich seit der Bestimmung geändert.</translation>
    </message>
    <message>
        <source>The file is write-protected.</source>
        <translation>Die Datei ist schreibgeschützt.</translation>
    </message>
    <message>
        <source>This kind of file is not written into, and sidecars are switched off.</source>
        <translation>In Dateien dieser Art wird nicht geschrieben, und Begleitdateien sind abgeschaltet.</translation>
    </message>
</context>
<context>
    <name>ResultPage</name>
    <message>
        <source>Only what was not written</source>
        <translation>Nur was nicht geschrieben wurde</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) written</source>
        <translation>
            <numerusform>%n Foto geschrieben</numerusform>
            <numerusform>%n Fotos geschrieben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed and are unchanged.</source>
        <translation>
            <numerusform>%n schlug fehl und ist unverändert.</numerusform>
            <numerusform>%n schlugen fehl und sind unverändert.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n were skipped.</source>
        <translation>
            <numerusform>%n wurde übersprungen.</numerusform>
            <numerusform>%n wurden übersprungen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n were not reached and are unchanged.</source>
        <translation>
            <numerusform>%n kam nicht an die Reihe und ist unverändert.</numerusform>
            <numerusform>%n kamen nicht an die Reihe und sind unverändert.</numerusform>
        </translation>
    </message>
    <message>
        <source>Each file was read again and holds what it should.</source>
        <translation>Jede Datei wurde noch einmal gelesen und enthält, was sie soll.</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) are as they were before</source>
        <translation>
            <numerusform>%n Datei ist wieder wie zuvor</numerusform>
            <numerusform>%n Dateien sind wieder wie zuvor</numerusform>
        </translation>
    </message>
    <message>
        <source>Byte for byte, with their old times.</source>
        <translation>Byte für Byte, mit ihren alten Zeiten.</translation>
    </message>
    <message numerus="yes">
        <source>%n were left alone; the list says why.</source>
        <translation>
            <numerusform>%n blieb unberührt; die Liste sagt, warum.</numerusform>
            <numerusform>%n blieben unberührt; die Liste sagt, warum.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewChoices</name>
    <message>
        <source>How sure an estimate must be, in per cent</source>
        <translation>Wie sicher eine Schätzung sein muss, in Prozent</translation>
    </message>
    <message>
        <source>Names of the place</source>
        <translation>Namen des Ortes</translation>
    </message>
    <message>
        <source>City, region and country</source>
        <translation>Stadt, Region und Land</translation>
    </message>
    <message>
        <source>City and country</source>
        <translation>Stadt und Land</translation>
    </message>
    <message>
        <source>Country only</source>
        <translation>Nur das Land</translation>
    </message>
    <message>
        <source>Where it is written</source>
        <translation>Wohin geschrieben wird</translation>
    </message>
    <message>
        <source>Into photos where that is safe, else beside</source>
        <translation>In die Fotos, wo das sicher ist, sonst daneben</translation>
    </message>
    <message>
        <source>Only into photos, never beside</source>
        <translation>Nur in die Fotos, nie daneben</translation>
    </message>
    <message>
        <source>Always beside, as sidecar files</source>
        <translation>Immer daneben, als Begleitdatei</translation>
    </message>
    <message>
        <source>Replace positions that are there already</source>
        <translation>Schon vorhandene Positionen ersetzen</translation>
    </message>
    <message>
        <source>What a camera measured is replaced only where you set the position yourself.</source>
        <translation>Was eine Kamera gemessen hat, wird nur ersetzt, wo Sie die Position selbst gesetzt haben.</translation>
    </message>
    <message>
        <source>Every estimate, also a country alone</source>
        <translation>Jede Schätzung, auch ein Land allein</translation>
    </message>
    <message>
        <source>Estimates that are at least {share} sure</source>
        <translation>Schätzungen, die mindestens {share} sicher sind</translation>
    </message>
</context>
<context>
    <name>ReviewDialog</name>
    <message>
        <source>Review and write</source>
        <translation>Prüfen und schreiben</translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>Positions</source>
        <translation>Positionen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message numerus="yes">
        <source>Write %n photo(s)</source>
        <translation>
            <numerusform>%n Foto schreiben</numerusform>
            <numerusform>%n Fotos schreiben</numerusform>
        </translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) are written themselves.</source>
        <translation>
            <numerusform>%n Foto wird selbst beschrieben.</numerusform>
            <numerusform>%n Fotos werden selbst beschrieben.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n get a sidecar file.</source>
        <translation>
            <numerusform>%n bekommt eine Begleitdatei.</numerusform>
            <numerusform>%n bekommen eine Begleitdatei.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>You left out %n.</source>
        <translation>
            <numerusform>%n haben Sie ausgelassen.</numerusform>
            <numerusform>%n haben Sie ausgelassen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n are skipped.</source>
        <translation>
            <numerusform>%n wird übersprungen.</numerusform>
            <numerusform>%n werden übersprungen.</numerusform>
        </translation>
    </message>
    <message>
        <source>There is nothing to write.</source>
        <translation>Es gibt nichts zu schreiben.</translation>
    </message>
</context>
<context>
    <name>ReviewModel</name>
    <message>
        <source>{places} and more</source>
        <translation>{places} und mehr</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>Foto</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Ort</translation>
    </message>
    <message>
        <source>Sureness</source>
        <translation>Sicherheit</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>Was geschieht</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Anmerkung</translation>
    </message>
    <message>
        <source>given by you</source>
        <translation>von Ihnen</translation>
    </message>
    <message>
        <source>not calibrated</source>
        <translation>nicht kalibriert</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>Übersprungen</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Ausgelassen</translation>
    </message>
    <message>
        <source>Into the photo</source>
        <translation>In das Foto</translation>
    </message>
    <message>
        <source>Sidecar beside it</source>
        <translation>Begleitdatei daneben</translation>
    </message>
</context>
<context>
    <name>ReviewPage</name>
    <message>
        <source>What would be written</source>
        <translation>Was geschrieben würde</translation>
    </message>
    <message>
        <source>Selection:</source>
        <translation>Auswahl:</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keiner</translation>
    </message>
    <message>
        <source>Select all rows</source>
        <translation>Alle Zeilen auswählen</translation>
    </message>
    <message>
        <source>Select no rows</source>
        <translation>Keine Zeile auswählen</translation>
    </message>
    <message>
        <source>All {count}</source>
        <translation>Alle {count}</translation>
    </message>
    <message>
        <source>To be written {count}</source>
        <translation>Zu schreiben {count}</translation>
    </message>
    <message>
        <source>Skipped {count}</source>
        <translation>Übersprungen {count}</translation>
    </message>
</context>
<context>
    <name>SelectionSummary</name>
    <message>
        <source>How they stand</source>
        <translation>Wie sie stehen</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>Orte</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) selected</source>
        <translation>
            <numerusform>%n Foto ausgewählt</numerusform>
            <numerusform>%n Fotos ausgewählt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them have a position.</source>
        <translation>
            <numerusform>%n davon hat eine Position.</numerusform>
            <numerusform>%n davon haben eine Position.</numerusform>
        </translation>
    </message>
    <message>
        <source>Other places</source>
        <translation>Andere Orte</translation>
    </message>
    <message>
        <source>Positions without a name</source>
        <translation>Positionen ohne Namen</translation>
    </message>
    <message>
        <source>Not located yet</source>
        <translation>Noch nicht bestimmt</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Being looked at</source>
        <translation>Wird angesehen</translation>
    </message>
    <message>
        <source>Located</source>
        <translation>Bestimmt</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>Unsicher</translation>
    </message>
    <message>
        <source>Cannot be placed</source>
        <translation>Nicht bestimmbar</translation>
    </message>
    <message>
        <source>Measured or confirmed</source>
        <translation>Gemessen oder bestätigt</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
</context>
<context>
    <name>ServerCard</name>
    <message>
        <source>{model} on {host}</source>
        <translation>{model} auf {host}</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>In Gebrauch</translation>
    </message>
    <message>
        <source>Photos leave this computer: they are sent to {host}.</source>
        <translation>Fotos verlassen diesen Rechner: Sie werden an {host} gesendet.</translation>
    </message>
    <message>
        <source>No photos are sent to {host} now.</source>
        <translation>Zurzeit werden keine Fotos an {host} gesendet.</translation>
    </message>
    <message>
        <source>asked like {preset}</source>
        <translation>gefragt wie {preset}</translation>
    </message>
    <message>
        <source>photos at a time: {count}</source>
        <translation>Fotos zugleich: {count}</translation>
    </message>
    <message>
        <source>sureness not measured</source>
        <translation>Sicherheit nicht gemessen</translation>
    </message>
    <message>
        <source>Send no more photos</source>
        <translation>Keine Fotos mehr senden</translation>
    </message>
    <message>
        <source>Use…</source>
        <translation>Verwenden …</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Vergessen</translation>
    </message>
    <message>
        <source>{act}: {model}</source>
        <translation>{act}: {model}</translation>
    </message>
</context>
<context>
    <name>ServerConsent</name>
    <message>
        <source>Send photos to {host}?</source>
        <translation>Fotos an {host} senden?</translation>
    </message>
    <message>
        <source>Photos leave this computer: every photo that is located is sent to {host}, made smaller and without its name, date and position. Whoever runs that server can look at it and keep it. You can go back to a model on this computer at any time.</source>
        <translation>Fotos verlassen diesen Rechner: Jedes Foto, das verortet wird, wird an {host} gesendet, verkleinert und ohne Namen, Datum und Position. Wer den Server betreibt, kann es ansehen und behalten. Sie können jederzeit zu einem Modell auf diesem Rechner zurückkehren.</translation>
    </message>
    <message>
        <source>The connection is not encrypted: others in the network could see the photos, too.</source>
        <translation>Die Verbindung ist nicht verschlüsselt: Auch andere im Netz könnten die Fotos sehen.</translation>
    </message>
    <message>
        <source>Send photos to {host}</source>
        <translation>Fotos an {host} senden</translation>
    </message>
    <message>
        <source>Keep photos here</source>
        <translation>Fotos hier behalten</translation>
    </message>
</context>
<context>
    <name>ServerPage</name>
    <message>
        <source>only if the server wants one</source>
        <translation>nur wenn der Server einen verlangt</translation>
    </message>
    <message>
        <source>as the server calls it; empty for its only one</source>
        <translation>wie der Server es nennt; leer für sein einziges</translation>
    </message>
    <message>
        <source>Connect…</source>
        <translation>Verbinden …</translation>
    </message>
    <message>
        <source>For a model that is too large for this computer: a server that runs vLLM or llama-server. Photos are sent to it, made smaller and without their names, dates and positions. Connecting sends none; you are asked once more before the first one leaves.</source>
        <translation>Für ein Modell, das für diesen Rechner zu groß ist: ein Server mit vLLM oder llama-server. Fotos werden an ihn gesendet, verkleinert und ohne Namen, Datum und Position. Das Verbinden sendet noch keines; vor dem ersten werden Sie noch einmal gefragt.</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>How it wants to be asked</source>
        <translation>Wie es gefragt werden will</translation>
    </message>
    <message>
        <source>Photos at a time</source>
        <translation>Fotos zugleich</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>Look</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Locating</source>
        <translation>Verorten</translation>
    </message>
    <message>
        <source>Writing to files</source>
        <translation>In Dateien schreiben</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Light, dark, or as the system is.</source>
        <translation>Hell, dunkel oder wie das System.</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Textgröße</translation>
    </message>
    <message>
        <source>How large text and controls are.</source>
        <translation>Wie groß Text und Bedienelemente sind.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Taken up when Meridian is started the next time.</source>
        <translation>Gilt, wenn Meridian das nächste Mal gestartet wird.</translation>
    </message>
    <message>
        <source>Locate photos as they are added</source>
        <translation>Fotos beim Hinzufügen verorten</translation>
    </message>
    <message>
        <source>New photos get a quick answer at once. Photos that know their position are left alone.</source>
        <translation>Neue Fotos bekommen sofort eine schnelle Antwort. Fotos, die ihre Position kennen, bleiben unberührt.</translation>
    </message>
    <message>
        <source>Reason about a photo when it is shown</source>
        <translation>Ein Foto begründen, wenn es gezeigt wird</translation>
    </message>
    <message>
        <source>A photo that has only a quick answer is looked at again, with reasons.</source>
        <translation>Ein Foto, das nur eine schnelle Antwort hat, wird noch einmal mit Begründung angesehen.</translation>
    </message>
    <message>
        <source>Photos that look alike share an answer</source>
        <translation>Ähnliche Fotos teilen sich eine Antwort</translation>
    </message>
    <message>
        <source>Of copies of a photo, and of shots of one burst, one is looked at. Each says whose answer it has, and can be located on its own.</source>
        <translation>Von Kopien eines Fotos und von Aufnahmen einer Serie wird eine angesehen. Jede sagt, wessen Antwort sie hat, und kann für sich verortet werden.</translation>
    </message>
    <message>
        <source>Sure enough</source>
        <translation>Sicher genug</translation>
    </message>
    <message>
        <source>Estimates below this probability of being within 25 km are marked unsure and are not written to files.</source>
        <translation>Schätzungen, die mit geringerer Wahrscheinlichkeit auf 25 km stimmen, gelten als unsicher und werden nicht in Dateien geschrieben.</translation>
    </message>
    <message>
        <source>Copies before writing</source>
        <translation>Kopien vor dem Schreiben</translation>
    </message>
    <message>
        <source>A folder for whole copies of the photos that are written. Without one, the exact undo journal is kept, which is enough to take everything back.</source>
        <translation>Ein Ordner für ganze Kopien der Fotos, die beschrieben werden. Ohne ihn wird das genaue Protokoll geführt, das genügt, um alles zurückzunehmen.</translation>
    </message>
    <message>
        <source>Write into HEIC and raw files with ExifTool</source>
        <translation>Mit ExifTool in HEIC- und Rohdateien schreiben</translation>
    </message>
    <message>
        <source>The ExifTool installed on this computer works on a copy, and what it makes is checked. Without it, these files get a sidecar.</source>
        <translation>Das auf diesem Rechner installierte ExifTool arbeitet an einer Kopie, und sein Ergebnis wird geprüft. Ohne es bekommen diese Dateien eine Begleitdatei.</translation>
    </message>
    <message>
        <source>Short names for sidecar files</source>
        <translation>Kurze Namen für Begleitdateien</translation>
    </message>
    <message>
        <source>New sidecars are called IMG.xmp, as Adobe&apos;s programs do it, and not IMG.jpg.xmp.</source>
        <translation>Neue Begleitdateien heißen IMG.xmp, wie bei Adobes Programmen, und nicht IMG.jpg.xmp.</translation>
    </message>
    <message>
        <source>The built-in map works offline. A map file of yours (.mbtiles, .pmtiles) does too, and shows more.</source>
        <translation>Die eingebaute Karte geht offline. Eine eigene Kartendatei (.mbtiles, .pmtiles) auch, und sie zeigt mehr.</translation>
    </message>
</context>
<context>
    <name>SharingNote</name>
    <message>
        <source>Locate this photo on its own</source>
        <translation>Dieses Foto für sich verorten</translation>
    </message>
    <message>
        <source>The model looks at this photo itself, and its answer stays its own.</source>
        <translation>Das Modell sieht sich dieses Foto selbst an, und seine Antwort bleibt seine eigene.</translation>
    </message>
    <message numerus="yes">
        <source>%n other photo(s) that look alike share its answer.</source>
        <translation>
            <numerusform>%n weiteres ähnliches Foto teilt seine Antwort.</numerusform>
            <numerusform>%n weitere ähnliche Fotos teilen seine Antwort.</numerusform>
        </translation>
    </message>
    <message>
        <source>Same answer as {file}, which looks alike.</source>
        <translation>Gleiche Antwort wie {file}, das ähnlich aussieht.</translation>
    </message>
    <message>
        <source>Same answer as {file}, taken at the same time.</source>
        <translation>Gleiche Antwort wie {file}, zur selben Zeit aufgenommen.</translation>
    </message>
    <message>
        <source>Same answer as {file}, taken {seconds} s earlier.</source>
        <translation>Gleiche Antwort wie {file}, {seconds} s früher aufgenommen.</translation>
    </message>
    <message>
        <source>Same answer as {file}, taken {seconds} s later.</source>
        <translation>Gleiche Antwort wie {file}, {seconds} s später aufgenommen.</translation>
    </message>
</context>
<context>
    <name>Tour</name>
    <message>
        <source>Tour of the window</source>
        <translation>Rundgang durch das Fenster</translation>
    </message>
    <message>
        <source>Drop photos here</source>
        <translation>Fotos hierher ziehen</translation>
    </message>
    <message>
        <source>Files and whole folders, as many as you like. Meridian looks at each one and finds out where it was taken, without the internet.</source>
        <translation>Dateien und ganze Ordner, so viele Sie möchten. Meridian sieht sich jedes Foto an und findet heraus, wo es aufgenommen wurde, ohne Internet.</translation>
    </message>
    <message>
        <source>The ring says how sure it is</source>
        <translation>Der Ring zeigt, wie sicher es ist</translation>
    </message>
    <message>
        <source>A full green ring is very sure, a short red one is a guess. A blue square means that the place is known: the camera measured it, or you gave it.</source>
        <translation>Ein voller grüner Ring ist sehr sicher, ein kurzer roter ist geraten. Ein blaues Quadrat heißt, dass der Ort bekannt ist: Die Kamera hat ihn gemessen, oder Sie haben ihn angegeben.</translation>
    </message>
    <message>
        <source>Why here?</source>
        <translation>Warum hier?</translation>
    </message>
    <message>
        <source>Choose a photo, and Meridian says what it saw in it: signs, flags, roads, buildings. Other places that it considered are listed below.</source>
        <translation>Wählen Sie ein Foto, und Meridian sagt, was es darin gesehen hat: Schilder, Flaggen, Straßen, Gebäude. Andere Orte, die es erwogen hat, stehen darunter.</translation>
    </message>
    <message>
        <source>Put it right on the map</source>
        <translation>Auf der Karte berichtigen</translation>
    </message>
    <message>
        <source>Drag a pin to where the photo was taken, or choose photos and search the place by its name. Ctrl+Z takes it back.</source>
        <translation>Ziehen Sie eine Nadel dorthin, wo das Foto aufgenommen wurde, oder wählen Sie Fotos und suchen Sie den Ort beim Namen. Strg+Z macht es rückgängig.</translation>
    </message>
    <message>
        <source>Your files change only when you say so</source>
        <translation>Ihre Dateien ändern sich nur, wenn Sie es sagen</translation>
    </message>
    <message>
        <source>In the menu Photo, “Write positions…” first shows what would be written to each file. “History…” takes any of it back, byte for byte.</source>
        <translation>Im Menü Foto zeigt „Positionen schreiben…“ zuerst, was in jede Datei geschrieben würde. „Verlauf…“ nimmt alles davon zurück, Byte für Byte.</translation>
    </message>
    <message>
        <source>Skip the tour</source>
        <translation>Rundgang überspringen</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>{number} of {total}</source>
        <translation>{number} von {total}</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
</context>
<context>
    <name>WhySection</name>
    <message>
        <source>Thinking aloud</source>
        <translation>Lautes Denken</translation>
    </message>
    <message>
        <source>Why here?</source>
        <translation>Warum hier?</translation>
    </message>
    <message>
        <source>Why nowhere?</source>
        <translation>Warum nirgends?</translation>
    </message>
    <message>
        <source>Chance that it can be placed at all, by the model&apos;s own reckoning: {share}</source>
        <translation>Chance, dass der Ort überhaupt bestimmbar ist, nach eigener Einschätzung des Modells: {share}</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>{city}, {country}</source>
        <translation>{city}, {country}</translation>
    </message>
    <message>
        <source>Somewhere in {country}</source>
        <translation>Irgendwo in {country}</translation>
    </message>
    <message>
        <source>A place without a name</source>
        <translation>Ein Ort ohne Namen</translation>
    </message>
    <message>
        <source>Not located yet</source>
        <translation>Noch nicht bestimmt</translation>
    </message>
    <message>
        <source>Waiting for its turn</source>
        <translation>Wartet, bis es dran ist</translation>
    </message>
    <message>
        <source>Looking at the photo…</source>
        <translation>Das Foto wird angesehen…</translation>
    </message>
    <message>
        <source>It could not be located</source>
        <translation>Der Ort ließ sich nicht bestimmen</translation>
    </message>
    <message>
        <source>Cannot be placed</source>
        <translation>Nicht bestimmbar</translation>
    </message>
    <message>
        <source>No position</source>
        <translation>Keine Position</translation>
    </message>
    <message>
        <source>Known, not estimated</source>
        <translation>Bekannt, nicht geschätzt</translation>
    </message>
    <message>
        <source>Estimated; how sure is not calibrated</source>
        <translation>Geschätzt; wie sicher, ist nicht kalibriert</translation>
    </message>
    <message>
        <source>Very sure: {share} within 25 km</source>
        <translation>Sehr sicher: {share} auf 25 km</translation>
    </message>
    <message>
        <source>Fairly sure: {share} within 25 km</source>
        <translation>Ziemlich sicher: {share} auf 25 km</translation>
    </message>
    <message>
        <source>More likely than not: {share} within 25 km</source>
        <translation>Eher ja als nein: {share} auf 25 km</translation>
    </message>
    <message>
        <source>Not sure: {share} within 25 km</source>
        <translation>Nicht sicher: {share} auf 25 km</translation>
    </message>
    <message>
        <source>Hardly more than a guess: {share} within 25 km</source>
        <translation>Kaum mehr als geraten: {share} auf 25 km</translation>
    </message>
    <message>
        <source>Nobody stated how exact it is.</source>
        <translation>Niemand hat gesagt, wie genau es ist.</translation>
    </message>
    <message>
        <source>Nine times in ten the place lies within {distance}.</source>
        <translation>In neun von zehn Fällen liegt der Ort im Umkreis von {distance}.</translation>
    </message>
    <message>
        <source>Exact to {distance}.</source>
        <translation>Auf {distance} genau.</translation>
    </message>
    <message>
        <source>Estimated by {model}</source>
        <translation>Geschätzt von {model}</translation>
    </message>
    <message>
        <source>Estimated by a model</source>
        <translation>Von einem Modell geschätzt</translation>
    </message>
    <message>
        <source>Given by you</source>
        <translation>Von Ihnen gegeben</translation>
    </message>
    <message>
        <source>Measured by the camera</source>
        <translation>Von der Kamera gemessen</translation>
    </message>
    <message>
        <source>From Google Takeout</source>
        <translation>Aus Google Takeout</translation>
    </message>
    <message>
        <source>From a GPS track</source>
        <translation>Aus einer GPS-Spur</translation>
    </message>
    <message>
        <source>From a saved place</source>
        <translation>Von einem gespeicherten Ort</translation>
    </message>
    <message>
        <source>From other photos of the album</source>
        <translation>Von anderen Fotos des Albums</translation>
    </message>
    <message>
        <source>From photos taken close in time</source>
        <translation>Von zeitlich nahen Fotos</translation>
    </message>
    <message>
        <source>From the name of the file or folder</source>
        <translation>Aus dem Namen der Datei oder des Ordners</translation>
    </message>
    <message>
        <source>{number} %</source>
        <translation>{number} %</translation>
    </message>
    <message>
        <source>{number} m</source>
        <translation>{number} m</translation>
    </message>
    <message>
        <source>{number} km</source>
        <translation>{number} km</translation>
    </message>
    <message>
        <source>{latitude}, {longitude}</source>
        <translation>{latitude}, {longitude}</translation>
    </message>
    <message>
        <source>{degrees}° S</source>
        <translation>{degrees}° S</translation>
    </message>
    <message>
        <source>{degrees}° N</source>
        <translation>{degrees}° N</translation>
    </message>
    <message>
        <source>{degrees}° W</source>
        <translation>{degrees}° W</translation>
    </message>
    <message>
        <source>{degrees}° E</source>
        <translation>{degrees}° O</translation>
    </message>
    <message>
        <source>{date}, {time}</source>
        <translation>{date}, {time}</translation>
    </message>
</context>
<context>
    <name>Workspace</name>
    <message>
        <source>Photos with a measured position, left as they are: {count}.</source>
        <translation>Fotos mit gemessener Position, die so bleiben: {count}.</translation>
    </message>
</context>
<context>
    <name>WritingPage</name>
    <message>
        <source>Photos written</source>
        <translation>Geschriebene Fotos</translation>
    </message>
    <message numerus="yes">
        <source>Writing %n photo(s)…</source>
        <translation>
            <numerusform>%n Foto wird geschrieben…</numerusform>
            <numerusform>%n Fotos werden geschrieben…</numerusform>
        </translation>
    </message>
    <message>
        <source>Stopping after the photo under way…</source>
        <translation>Hält nach dem laufenden Foto an…</translation>
    </message>
    <message>
        <source>{done} of {total}; {failed} failed, {skipped} skipped</source>
        <translation>{done} von {total}; {failed} fehlgeschlagen, {skipped} übersprungen</translation>
    </message>
</context>
<context>
    <name>_Counts</name>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n Datei</numerusform>
            <numerusform>%n Dateien</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>_Nothing</name>
    <message>
        <source>Clear filter</source>
        <translation>Filter löschen</translation>
    </message>
    <message>
        <source>No photo matches</source>
        <translation>Kein Foto passt</translation>
    </message>
    <message>
        <source>There are photos, but none that the filter lets through.</source>
        <translation>Es gibt Fotos, aber keines, das der Filter durchlässt.</translation>
    </message>
    <message>
        <source>No photos yet</source>
        <translation>Noch keine Fotos</translation>
    </message>
    <message>
        <source>Drop photos or folders here.</source>
        <translation>Legen Sie Fotos oder Ordner hier ab.</translation>
    </message>
</context>
</TS>
