<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About Meridian</source>
        <translation>Acerca de Meridian</translation>
    </message>
    <message>
        <source>Whose work this builds on</source>
        <translation>En qué trabajos se apoya</translation>
    </message>
    <message>
        <source>Maps and places</source>
        <translation>Mapas y lugares</translation>
    </message>
    <message>
        <source>Sample album</source>
        <translation>Álbum de muestra</translation>
    </message>
    <message>
        <source>Software</source>
        <translation>Programas</translation>
    </message>
    <message>
        <source>Meridian {version}</source>
        <translation>Meridian {version}</translation>
    </message>
    <message>
        <source>Finds out where photographs were taken, on this computer and without the internet.</source>
        <translation>Averigua dónde se tomaron las fotografías, en este ordenador y sin internet.</translation>
    </message>
    <message>
        <source>Free software under the {licence}.</source>
        <translation>Software libre bajo la {licence}.</translation>
    </message>
    <message>
        <source>Apache License 2.0</source>
        <translation>Licencia Apache 2.0</translation>
    </message>
    <message>
        <source>Towns, their names in many languages, and their positions, from {site}; licence {licence}. Put together and shortened for Meridian.</source>
        <translation>Poblaciones, sus nombres en muchos idiomas y sus posiciones, de {site}; licencia {licence}. Reunido y abreviado para Meridian.</translation>
    </message>
    <message>
        <source>Countries, coasts and waters of the map, from {site}; in the public domain.</source>
        <translation>Países, costas y aguas del mapa, de {site}; de dominio público.</translation>
    </message>
    <message>
        <source>The form in which the map comes, by {author}; licence {licence}.</source>
        <translation>La forma en que llega el mapa, de {author}; licencia {licence}.</translation>
    </message>
    <message>
        <source>Names of countries and their regions in many languages, from {site}; licence {licence}.</source>
        <translation>Nombres de países y de sus regiones en muchos idiomas, de {site}; licencia {licence}.</translation>
    </message>
    <message>
        <source>Map in the window</source>
        <translation>Mapa de la ventana</translation>
    </message>
    <message>
        <source>Drawn with {libraries}, free software in JavaScript.</source>
        <translation>Dibujado con {libraries}, software libre en JavaScript.</translation>
    </message>
    <message>
        <source>The training method and the large model for photographs are described in {paper}.</source>
        <translation>El método de entrenamiento y el modelo grande para fotografías se describen en {paper}.</translation>
    </message>
    <message>
        <source>Version {version}; licence {licence}.</source>
        <translation>Versión {version}; licencia {licence}.</translation>
    </message>
    <message>
        <source>Version {version}; its licence lies beside it.</source>
        <translation>Versión {version}; su licencia la acompaña.</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Archivo</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Editar</translation>
    </message>
    <message>
        <source>&amp;Photo</source>
        <translation>&amp;Foto</translation>
    </message>
    <message>
        <source>&amp;Report</source>
        <translation>&amp;Informe</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ver</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>Ay&amp;uda</translation>
    </message>
    <message>
        <source>Add &amp;photos…</source>
        <translation>Añadir &amp;fotos…</translation>
    </message>
    <message>
        <source>Add &amp;folder…</source>
        <translation>Añadir una &amp;carpeta…</translation>
    </message>
    <message>
        <source>&amp;Watch a folder…</source>
        <translation>&amp;Vigilar una carpeta…</translation>
    </message>
    <message>
        <source>&amp;Stop watching</source>
        <translation>&amp;Dejar de vigilar</translation>
    </message>
    <message>
        <source>Open &amp;library…</source>
        <translation>Abrir una &amp;biblioteca…</translation>
    </message>
    <message>
        <source>&amp;Recent libraries</source>
        <translation>Bibliotecas &amp;recientes</translation>
    </message>
    <message>
        <source>Open the sample &amp;album</source>
        <translation>Abrir el álbum de &amp;muestra</translation>
    </message>
    <message>
        <source>Show the library&apos;s f&amp;older</source>
        <translation>Mostrar la carpeta de la bib&amp;lioteca</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Salir</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Deshacer</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Rehacer</translation>
    </message>
    <message>
        <source>&amp;Paste photos</source>
        <translation>&amp;Pegar fotos</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>Seleccionar &amp;todo</translation>
    </message>
    <message>
        <source>&amp;Find…</source>
        <translation>&amp;Buscar…</translation>
    </message>
    <message>
        <source>Find a p&amp;lace on the map…</source>
        <translation>Buscar un &amp;lugar en el mapa…</translation>
    </message>
    <message>
        <source>&amp;Models…</source>
        <translation>&amp;Modelos…</translation>
    </message>
    <message>
        <source>P&amp;references…</source>
        <translation>Prefere&amp;ncias…</translation>
    </message>
    <message>
        <source>&amp;Locate</source>
        <translation>&amp;Localizar</translation>
    </message>
    <message>
        <source>Locate &amp;quickly</source>
        <translation>Localizar &amp;rápidamente</translation>
    </message>
    <message>
        <source>This one &amp;first</source>
        <translation>Esta &amp;primero</translation>
    </message>
    <message>
        <source>&amp;Set position…</source>
        <translation>E&amp;stablecer la posición…</translation>
    </message>
    <message>
        <source>&amp;Clear my position</source>
        <translation>&amp;Borrar mi posición</translation>
    </message>
    <message>
        <source>&amp;Write positions…</source>
        <translation>&amp;Escribir posiciones…</translation>
    </message>
    <message>
        <source>&amp;History…</source>
        <translation>&amp;Historial…</translation>
    </message>
    <message>
        <source>&amp;Remove from the library…</source>
        <translation>&amp;Quitar de la biblioteca…</translation>
    </message>
    <message>
        <source>&amp;Page to read and print…</source>
        <translation>&amp;Página para leer e imprimir…</translation>
    </message>
    <message>
        <source>&amp;Table (CSV)…</source>
        <translation>&amp;Tabla (CSV)…</translation>
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
        <translation>Colores del &amp;sistema</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Claro</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Oscuro</translation>
    </message>
    <message>
        <source>L&amp;arger text</source>
        <translation>Texto más &amp;grande</translation>
    </message>
    <message>
        <source>S&amp;maller text</source>
        <translation>Texto más &amp;pequeño</translation>
    </message>
    <message>
        <source>&amp;Normal text</source>
        <translation>Texto &amp;normal</translation>
    </message>
    <message>
        <source>Show &amp;all photos on the map</source>
        <translation>Mostrar &amp;todas las fotos en el mapa</translation>
    </message>
    <message>
        <source>Go to the next &amp;panel</source>
        <translation>Ir al &amp;panel siguiente</translation>
    </message>
    <message>
        <source>&amp;Tour of the window</source>
        <translation>&amp;Recorrido por la ventana</translation>
    </message>
    <message>
        <source>&amp;About Meridian</source>
        <translation>&amp;Acerca de Meridian</translation>
    </message>
</context>
<context>
    <name>AddModelPage</name>
    <message>
        <source>Ways to add a model</source>
        <translation>Maneras de añadir un modelo</translation>
    </message>
    <message>
        <source>From the Hugging Face Hub</source>
        <translation>Del Hugging Face Hub</translation>
    </message>
    <message>
        <source>From this computer</source>
        <translation>De este ordenador</translation>
    </message>
    <message>
        <source>On a server</source>
        <translation>En un servidor</translation>
    </message>
    <message>
        <source>Repository</source>
        <translation>Repositorio</translation>
    </message>
    <message>
        <source>owner/name</source>
        <translation>dueño/nombre</translation>
    </message>
    <message>
        <source>File of the language model</source>
        <translation>Archivo del modelo de lenguaje</translation>
    </message>
    <message>
        <source>File of the vision part</source>
        <translation>Archivo de la parte visual</translation>
    </message>
    <message>
        <source>How it wants to be asked</source>
        <translation>Cómo quiere ser preguntado</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>as the model says</source>
        <translation>como diga el modelo</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Descargar</translation>
    </message>
    <message>
        <source>This goes online, to huggingface.co and only now: it learns the address of this computer and which files are wanted, nothing else. What is interrupted goes on where it stopped, and every file is checked when it is there.</source>
        <translation>Solo esto usa internet, con huggingface.co: el servidor conoce la dirección de este ordenador y qué archivos se piden, nada más. Lo que se interrumpe sigue donde quedó, y cada archivo se comprueba al llegar.</translation>
    </message>
    <message>
        <source>The repository holds two GGUF files, no package</source>
        <translation>El repositorio contiene dos archivos GGUF, no un paquete</translation>
    </message>
    <message>
        <source>Choose a package&apos;s folder…</source>
        <translation>Elegir la carpeta de un paquete…</translation>
    </message>
    <message>
        <source>Add these files</source>
        <translation>Añadir estos archivos</translation>
    </message>
    <message>
        <source>A package is a folder with model.gguf, mmproj.gguf and manifest.json. It is linked or copied; the original is not touched.</source>
        <translation>Un paquete es una carpeta con model.gguf, mmproj.gguf y manifest.json. Se enlaza o se copia; el original no se toca.</translation>
    </message>
    <message>
        <source>Or two GGUF files of a model of the kind Qwen2.5-VL:</source>
        <translation>O dos archivos GGUF de un modelo del tipo Qwen2.5-VL:</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Elegir…</translation>
    </message>
    <message>
        <source>Choose: {file}</source>
        <translation>Elegir: {file}</translation>
    </message>
    <message>
        <source>Models (*.gguf)</source>
        <translation>Modelos (*.gguf)</translation>
    </message>
    <message>
        <source>A package&apos;s folder</source>
        <translation>Carpeta de un paquete</translation>
    </message>
</context>
<context>
    <name>AlternativesSection</name>
    <message>
        <source>Other possibilities</source>
        <translation>Otras posibilidades</translation>
    </message>
</context>
<context>
    <name>BackupPage</name>
    <message>
        <source>Before anything is written for the first time</source>
        <translation>Antes de escribir por primera vez</translation>
    </message>
    <message>
        <source>Only the position is added. The picture, its dates and everything else in the file stay as they are, and every write can be taken back, also after a restart.</source>
        <translation>Solo se añade la posición. La imagen, sus fechas y todo lo demás del archivo quedan como están, y toda escritura puede deshacerse, también tras reiniciar.</translation>
    </message>
    <message>
        <source>Keep an exact undo journal</source>
        <translation>Llevar un registro exacto para deshacer</translation>
    </message>
    <message>
        <source>Keep the journal, and whole copies too</source>
        <translation>Llevar el registro y además copias enteras</translation>
    </message>
    <message>
        <source>A folder for the copies</source>
        <translation>Una carpeta para las copias</translation>
    </message>
    <message>
        <source>Folder for the copies</source>
        <translation>Carpeta para las copias</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Elegir…</translation>
    </message>
    <message>
        <source>Recommended. Meridian remembers the bytes it changes, a few kilobytes for each photo, and brings every file back exactly as it was.</source>
        <translation>Recomendado. Meridian recuerda los bytes que cambia, unos kilobytes por foto, y devuelve cada archivo exactamente a como estaba.</translation>
    </message>
    <message>
        <source>You can change this later in the preferences.</source>
        <translation>Puede cambiarlo más tarde en las preferencias.</translation>
    </message>
    <message>
        <source>Each photo is copied to a folder of yours before it is written. This time the copies need {amount}.</source>
        <translation>Cada foto se copia a una carpeta suya antes de escribirla. Esta vez las copias necesitan {amount}.</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Message</source>
        <translation>Mensaje</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>Cerrar este mensaje</translation>
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
        <translation>Mapa de las fotos</translation>
    </message>
</context>
<context>
    <name>CandidateRow</name>
    <message>
        <source>{place}, {share} of the votes, the place shown</source>
        <translation>{place}, {share} de los votos, el lugar mostrado</translation>
    </message>
    <message>
        <source>Choose {place}, {share} of the votes</source>
        <translation>Elegir {place}, {share} de los votos</translation>
    </message>
</context>
<context>
    <name>ChangesSection</name>
    <message>
        <source>If it were written</source>
        <translation>Si se escribiera</translation>
    </message>
    <message>
        <source>Nothing would be written. {reason}</source>
        <translation>No se escribiría nada. {reason}</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Ahora</translation>
    </message>
    <message>
        <source>Afterwards</source>
        <translation>Después</translation>
    </message>
    <message>
        <source>Latitude</source>
        <translation>Latitud</translation>
    </message>
    <message>
        <source>Longitude</source>
        <translation>Longitud</translation>
    </message>
    <message>
        <source>Within</source>
        <translation>Radio</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Lugar</translation>
    </message>
    <message>
        <source>Marked as</source>
        <translation>Marcado como</translation>
    </message>
    <message>
        <source>{file} (new)</source>
        <translation>{file} (nuevo)</translation>
    </message>
    <message>
        <source>{file}</source>
        <translation>{file}</translation>
    </message>
    <message>
        <source>Written to</source>
        <translation>Escrito en</translation>
    </message>
    <message>
        <source>confirmed</source>
        <translation>confirmado</translation>
    </message>
    <message>
        <source>estimated</source>
        <translation>estimado</translation>
    </message>
    <message>
        <source>estimated, {share}</source>
        <translation>estimado, {share}</translation>
    </message>
</context>
<context>
    <name>Corrections</name>
    <message>
        <source>placing photos</source>
        <translation>situar fotos</translation>
    </message>
    <message>
        <source>clearing positions</source>
        <translation>borrar posiciones</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>Meridian made a mistake</source>
        <translation>Meridian ha cometido un error</translation>
    </message>
    <message>
        <source>Your photos and your library are safe: files are only ever changed in steps that can be finished or undone. You can go on, but it is better to save what you are doing and start Meridian again. With the details below, the mistake can be found and mended.</source>
        <translation>Sus fotos y su biblioteca están a salvo: los archivos solo se cambian en pasos que pueden terminarse o deshacerse. Puede continuar, pero es mejor guardar lo que está haciendo e iniciar Meridian de nuevo. Con los detalles de abajo, el error puede encontrarse y corregirse.</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Detalles</translation>
    </message>
    <message>
        <source>Copy the details</source>
        <translation>Copiar los detalles</translation>
    </message>
</context>
<context>
    <name>CueChip</name>
    <message>
        <source>Clue: {text}</source>
        <translation>Pista: {text}</translation>
    </message>
</context>
<context>
    <name>DetailPanel</name>
    <message>
        <source>Details</source>
        <translation>Detalles</translation>
    </message>
    <message>
        <source>The model&apos;s answer, word for word</source>
        <translation>La respuesta del modelo, palabra por palabra</translation>
    </message>
    <message>
        <source>Raw answer</source>
        <translation>Respuesta sin procesar</translation>
    </message>
    <message>
        <source>Locate with reasoning</source>
        <translation>Localizar con razonamiento</translation>
    </message>
    <message>
        <source>Set position</source>
        <translation>Fijar posición</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Borrar</translation>
    </message>
    <message>
        <source>Take back the position that you gave this photo</source>
        <translation>Retirar la posición que usted dio a esta foto</translation>
    </message>
    <message>
        <source>Details of the photo</source>
        <translation>Detalles de la foto</translation>
    </message>
    <message>
        <source>Choose a photo to see
where it was taken, and why.</source>
        <translation>Elija una foto para ver
dónde se tomó y por qué.</translation>
    </message>
    <message>
        <source>Locate again</source>
        <translation>Localizar otra vez</translation>
    </message>
</context>
<context>
    <name>EmptyState</name>
    <message>
        <source>Empty library</source>
        <translation>Biblioteca vacía</translation>
    </message>
    <message>
        <source>Where was this taken?</source>
        <translation>¿Dónde se tomó esto?</translation>
    </message>
    <message>
        <source>Drop photos or folders here. Meridian looks at each one, says what it sees,
and shows where it was taken and how sure it is.

Everything happens on this computer; no file is changed unless you say so.</source>
        <translation>Suelte aquí fotos o carpetas. Meridian mira cada una, dice lo que ve
y muestra dónde se tomó y con qué seguridad.

Todo ocurre en este ordenador; ningún archivo se cambia si usted no lo pide.</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>Añadir una carpeta…</translation>
    </message>
    <message>
        <source>Add photos…</source>
        <translation>Añadir fotos…</translation>
    </message>
    <message>
        <source>Open the sample album</source>
        <translation>Abrir el álbum de muestra</translation>
    </message>
</context>
<context>
    <name>FactsSection</name>
    <message>
        <source>The photo</source>
        <translation>La foto</translation>
    </message>
    <message>
        <source>{width} × {height} pixels</source>
        <translation>{width} × {height} píxeles</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>Tomada</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Cámara</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Tamaño</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Archivo</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Carpeta</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>{share} or more</source>
        <translation>{share} o más</translation>
    </message>
    <message>
        <source>Without date</source>
        <translation>Sin fecha</translation>
    </message>
    <message>
        <source>{label} ({count})</source>
        <translation>{label} ({count})</translation>
    </message>
    <message>
        <source>Search place, clue or file</source>
        <translation>Buscar lugar, pista o archivo</translation>
    </message>
    <message>
        <source>Sort</source>
        <translation>Ordenar</translation>
    </message>
    <message>
        <source>More filters</source>
        <translation>Más filtros</translation>
    </message>
    <message>
        <source>More filters: confidence, country, date, folder</source>
        <translation>Más filtros: confianza, país, fecha, carpeta</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>Confianza</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>País</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Fecha</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Carpeta</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>Las más nuevas primero</translation>
    </message>
    <message>
        <source>Oldest first</source>
        <translation>Las más antiguas primero</translation>
    </message>
    <message>
        <source>Surest first</source>
        <translation>Las más seguras primero</translation>
    </message>
    <message>
        <source>Least sure first</source>
        <translation>Las menos seguras primero</translation>
    </message>
    <message>
        <source>Recently added</source>
        <translation>Añadidas recientemente</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Todas</translation>
    </message>
    <message>
        <source>Located</source>
        <translation>Localizadas</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>Inseguras</translation>
    </message>
    <message>
        <source>Cannot place</source>
        <translation>Sin lugar</translation>
    </message>
    <message>
        <source>Has GPS</source>
        <translation>Con GPS</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>Escritas</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>En espera</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fallidas</translation>
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
        <translation>Ninguna</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Elegir…</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>Elegir una carpeta</translation>
    </message>
</context>
<context>
    <name>Grid</name>
    <message>
        <source>Not located yet</source>
        <translation>Aún sin localizar</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>En espera</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Mirando…</translation>
    </message>
    <message>
        <source>Cannot be placed</source>
        <translation>No se puede situar</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fallidas</translation>
    </message>
    <message>
        <source>No position</source>
        <translation>Sin posición</translation>
    </message>
    <message>
        <source>Failed: {reason}</source>
        <translation>Falló: {reason}</translation>
    </message>
    <message>
        <source>Looked at again</source>
        <translation>Mirada otra vez</translation>
    </message>
    <message>
        <source>Waiting for another look</source>
        <translation>Esperando otra mirada</translation>
    </message>
    <message>
        <source>Position given by you</source>
        <translation>Posición dada por usted</translation>
    </message>
    <message>
        <source>GPS position in the photo</source>
        <translation>Posición GPS en la foto</translation>
    </message>
    <message>
        <source>Estimated, confidence not calibrated</source>
        <translation>Estimada, confianza sin calibrar</translation>
    </message>
    <message>
        <source>Estimated, high confidence, {share}</source>
        <translation>Estimada, confianza alta, {share}</translation>
    </message>
    <message>
        <source>Estimated, medium confidence, {share}</source>
        <translation>Estimada, confianza media, {share}</translation>
    </message>
    <message>
        <source>Estimated, low confidence, {share}</source>
        <translation>Estimada, confianza baja, {share}</translation>
    </message>
    <message>
        <source>Written to the file</source>
        <translation>Escrita en el archivo</translation>
    </message>
    <message>
        <source>One of {count} photos that look alike and share an answer</source>
        <translation>Una de {count} fotos parecidas que comparten respuesta</translation>
    </message>
    <message>
        <source>One of {count} copies</source>
        <translation>Una de {count} copias</translation>
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
        <translation>Fotos: {shown} de {total}</translation>
    </message>
    <message>
        <source>{photos} · Selected: {selected}</source>
        <translation>{photos} · Seleccionadas: {selected}</translation>
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
        <translation>Escrito desde la línea de órdenes</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>deshecho</translation>
    </message>
    <message>
        <source>partly taken back</source>
        <translation>deshecho en parte</translation>
    </message>
    <message>
        <source>in the files</source>
        <translation>en los archivos</translation>
    </message>
</context>
<context>
    <name>HistoryDialog</name>
    <message>
        <source>History of writes</source>
        <translation>Historial de escrituras</translation>
    </message>
    <message>
        <source>Batches</source>
        <translation>Lotes</translation>
    </message>
    <message>
        <source>Files of the batch</source>
        <translation>Archivos del lote</translation>
    </message>
    <message>
        <source>Files taken back</source>
        <translation>Archivos deshechos</translation>
    </message>
    <message>
        <source>Bring these files back, byte for byte? What you have changed since is left alone.</source>
        <translation>¿Devolver estos archivos a como estaban, byte a byte? Lo que usted haya cambiado desde entonces no se toca.</translation>
    </message>
    <message>
        <source>Take this batch back…</source>
        <translation>Deshacer este lote…</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Deshacer</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Conservar</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Reading the history…</source>
        <translation>Leyendo el historial…</translation>
    </message>
    <message>
        <source>Nothing has been written to files yet.
What you write can be undone here.</source>
        <translation>Aún no se ha escrito nada en archivos.
Lo que escriba podrá deshacerse aquí.</translation>
    </message>
    <message>
        <source>{when}. {files}, {standing}.</source>
        <translation>{when}. {files}, {standing}.</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) are as they were before.</source>
        <translation>
            <numerusform>%n archivo está como antes.</numerusform>
            <numerusform>%n archivos están como antes.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n were left alone; the list says why.</source>
        <translation>
            <numerusform>%n no se tocó; la lista dice por qué.</numerusform>
            <numerusform>%n no se tocaron; la lista dice por qué.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LibrarySession</name>
    <message>
        <source>{path} does not exist.</source>
        <translation>{path} no existe.</translation>
    </message>
    <message>
        <source>The model stopped and was started again. Nothing was lost.</source>
        <translation>El modelo se detuvo y se inició de nuevo. No se perdió nada.</translation>
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
        <translation>Resultado</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Nota</translation>
    </message>
</context>
<context>
    <name>LookingPage</name>
    <message>
        <source>Looking at the files…</source>
        <translation>Mirando los archivos…</translation>
    </message>
    <message>
        <source>Nothing is written yet.</source>
        <translation>Aún no se escribe nada.</translation>
    </message>
    <message>
        <source>Files looked at</source>
        <translation>Archivos mirados</translation>
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
        <translation>Este es el pequeño modelo inicial: conoce las postales dibujadas del álbum de muestra y rechaza las fotografías reales. Añada un modelo para fotografías para localizar las suyas.</translation>
    </message>
    <message>
        <source>How to get one…</source>
        <translation>Cómo conseguir uno…</translation>
    </message>
    <message>
        <source>Use the good copy</source>
        <translation>Usar la copia buena</translation>
    </message>
    <message>
        <source>Begin a new library</source>
        <translation>Empezar una biblioteca nueva</translation>
    </message>
    <message>
        <source>Open another…</source>
        <translation>Abrir otra…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Salir</translation>
    </message>
    <message>
        <source>The good copy is in place. The damaged library is kept as {file}.</source>
        <translation>La copia buena está en su sitio. La biblioteca dañada se conserva como {file}.</translation>
    </message>
    <message>
        <source>Saved {file}.</source>
        <translation>{file} guardado.</translation>
    </message>
</context>
<context>
    <name>Map</name>
    <message>
        <source>High</source>
        <translation>Alta</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>Media</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>Baja</translation>
    </message>
    <message>
        <source>Not calibrated</source>
        <translation>Sin calibrar</translation>
    </message>
    <message>
        <source>Known</source>
        <translation>Conocida</translation>
    </message>
    <message>
        <source>Country only</source>
        <translation>Solo el país</translation>
    </message>
    <message>
        <source>Known position, not an estimate</source>
        <translation>Posición conocida, no estimada</translation>
    </message>
    <message>
        <source>Estimated, confidence not calibrated</source>
        <translation>Estimada, confianza sin calibrar</translation>
    </message>
    <message>
        <source>Estimated, high confidence, {percent}</source>
        <translation>Estimada, confianza alta, {percent}</translation>
    </message>
    <message>
        <source>Estimated, medium confidence, {percent}</source>
        <translation>Estimada, confianza media, {percent}</translation>
    </message>
    <message>
        <source>Estimated, low confidence, {percent}</source>
        <translation>Estimada, confianza baja, {percent}</translation>
    </message>
    <message>
        <source>within {distance}</source>
        <translation>a menos de {distance}</translation>
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
        <translation>En algún lugar de {country}</translation>
    </message>
    <message>
        <source>Known position</source>
        <translation>Posición conocida</translation>
    </message>
    <message>
        <source>Estimated position</source>
        <translation>Posición estimada</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>Confianza</translation>
    </message>
    <message>
        <source>Legend: confidence that the place is within 25 km</source>
        <translation>Leyenda: confianza en que el lugar esté a menos de 25 km</translation>
    </message>
    <message>
        <source>Recorded in the photo, or set by its owner</source>
        <translation>Registrada en la foto o fijada por su dueño</translation>
    </message>
    <message>
        <source>{high} and more</source>
        <translation>{high} y más</translation>
    </message>
    <message>
        <source>{medium} to {high}</source>
        <translation>{medium} a {high}</translation>
    </message>
    <message>
        <source>below {medium}</source>
        <translation>menos de {medium}</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Mapa</translation>
    </message>
    <message>
        <source>Photos: {count}</source>
        <translation>Fotos: {count}</translation>
    </message>
    <message>
        <source>Photos: {count}. Show them.</source>
        <translation>Fotos: {count}. Mostrarlas.</translation>
    </message>
    <message>
        <source>Photos here: {count}</source>
        <translation>Fotos aquí: {count}</translation>
    </message>
    <message>
        <source>Close together</source>
        <translation>Muy juntas</translation>
    </message>
    <message>
        <source>{count} more that are not shown here</source>
        <translation>{count} más que no se muestran aquí</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Acercar</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Alejar</translation>
    </message>
    <message>
        <source>Show all photos</source>
        <translation>Mostrar todas las fotos</translation>
    </message>
    <message>
        <source>Show the selection</source>
        <translation>Mostrar la selección</translation>
    </message>
    <message>
        <source>Search a place</source>
        <translation>Buscar un lugar</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>Lugares</translation>
    </message>
    <message>
        <source>No place of that name is known.</source>
        <translation>No se conoce ningún lugar con ese nombre.</translation>
    </message>
    <message>
        <source>Set location here</source>
        <translation>Fijar aquí la posición</translation>
    </message>
    <message>
        <source>Select photos first, then give them this place.</source>
        <translation>Seleccione primero fotos y deles después este lugar.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Drag to correct</source>
        <translation>Arrastre para corregir</translation>
    </message>
    <message>
        <source>{distance} from where it was</source>
        <translation>a {distance} de donde estaba</translation>
    </message>
    <message>
        <source>No position yet. Right-click the map or search a place to give one.</source>
        <translation>Aún sin posición. Pulse con el botón derecho en el mapa o busque un lugar para darle una.</translation>
    </message>
    <message>
        <source>Nothing on the map yet</source>
        <translation>Aún no hay nada en el mapa</translation>
    </message>
    <message>
        <source>Photos appear here as soon as they have a position.</source>
        <translation>Las fotos aparecen aquí en cuanto tienen posición.</translation>
    </message>
    <message>
        <source>Map data</source>
        <translation>Datos del mapa</translation>
    </message>
</context>
<context>
    <name>MapMenu</name>
    <message>
        <source>Set location here</source>
        <translation>Fijar aquí la posición</translation>
    </message>
    <message>
        <source>Set location of all {count} selected photos here</source>
        <translation>Fijar aquí la posición de las {count} fotos seleccionadas</translation>
    </message>
    <message>
        <source>Copy coordinates: {words}</source>
        <translation>Copiar coordenadas: {words}</translation>
    </message>
    <message>
        <source>Select these photos</source>
        <translation>Seleccionar estas fotos</translation>
    </message>
    <message>
        <source>Show the selection</source>
        <translation>Mostrar la selección</translation>
    </message>
    <message>
        <source>Show all photos</source>
        <translation>Mostrar todas las fotos</translation>
    </message>
</context>
<context>
    <name>MapPanel</name>
    <message>
        <source>Map</source>
        <translation>Mapa</translation>
    </message>
    <message>
        <source>The map is switched off by {variable}.</source>
        <translation>El mapa está desactivado por {variable}.</translation>
    </message>
    <message>
        <source>There is no map to search. Type a position instead.</source>
        <translation>No hay ningún mapa en el que buscar. Escriba una posición en su lugar.</translation>
    </message>
    <message>
        <source>The map cannot be shown, because Qt WebEngine does not start here: {reason}. Everything else works.</source>
        <translation>El mapa no puede mostrarse porque Qt WebEngine no se inicia aquí: {reason}. Todo lo demás funciona.</translation>
    </message>
    <message>
        <source>Copied {coordinates}.</source>
        <translation>Copiado: {coordinates}.</translation>
    </message>
    <message>
        <source>The map stopped and was started again.</source>
        <translation>El mapa se detuvo y se inició de nuevo.</translation>
    </message>
    <message>
        <source>The map stopped several times in a row, so the list is shown instead until Meridian is started again.</source>
        <translation>El mapa se detuvo varias veces seguidas; se muestra la lista hasta que Meridian se inicie de nuevo.</translation>
    </message>
</context>
<context>
    <name>MapSourceEditor</name>
    <message>
        <source>Built-in map</source>
        <translation>Mapa incorporado</translation>
    </message>
    <message>
        <source>A map file</source>
        <translation>Un archivo de mapa</translation>
    </message>
    <message>
        <source>Tiles from the internet</source>
        <translation>Teselas de internet</translation>
    </message>
    <message>
        <source>Map files (*.mbtiles *.pmtiles)</source>
        <translation>Archivos de mapa (*.mbtiles *.pmtiles)</translation>
    </message>
    <message>
        <source>Get the map from {host}?</source>
        <translation>¿Obtener el mapa de {host}?</translation>
    </message>
    <message>
        <source>This server then learns the address of this computer, and which parts of the world you look at, and may guess from it where your photos were taken. Photos, positions and names of files are never sent. You can go back to the built-in map at any time.</source>
        <translation>Este servidor conocerá la dirección de este ordenador y qué partes del mundo mira usted, y podrá adivinar dónde se tomaron sus fotos. Las fotos, las posiciones y los nombres de archivo nunca se envían. Puede volver al mapa incorporado cuando quiera.</translation>
    </message>
    <message>
        <source>Go online for the map</source>
        <translation>Usar internet para el mapa</translation>
    </message>
    <message>
        <source>Stay offline</source>
        <translation>Seguir sin conexión</translation>
    </message>
    <message>
        <source>Map file</source>
        <translation>Archivo de mapa</translation>
    </message>
    <message>
        <source>Address of the tiles</source>
        <translation>Dirección de las teselas</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Elegir…</translation>
    </message>
    <message>
        <source>Allow…</source>
        <translation>Permitir…</translation>
    </message>
</context>
<context>
    <name>ModelCard</name>
    <message>
        <source>In use</source>
        <translation>En uso</translation>
    </message>
    <message>
        <source>This model cannot be used.</source>
        <translation>Este modelo no puede usarse.</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>Usar</translation>
    </message>
    <message>
        <source>Use {model}</source>
        <translation>Usar {model}</translation>
    </message>
    <message>
        <source>Check the files</source>
        <translation>Comprobar los archivos</translation>
    </message>
    <message>
        <source>Check the files of {model}</source>
        <translation>Comprobar los archivos de {model}</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Quitar…</translation>
    </message>
    <message>
        <source>Remove {model}</source>
        <translation>Quitar {model}</translation>
    </message>
</context>
<context>
    <name>Models</name>
    <message>
        <source>{model} is in use, and this computer has room for it.</source>
        <translation>{model} está en uso, y este ordenador tiene sitio para él.</translation>
    </message>
    <message>
        <source>Use {model}: it is for photographs, and this computer has room for it.</source>
        <translation>Use {model}: es para fotografías, y este ordenador tiene sitio para él.</translation>
    </message>
    <message>
        <source>{model} needs more memory than is free now. Close other programs, or add a smaller version of it.</source>
        <translation>{model} necesita más memoria de la que hay libre. Cierre otros programas o añada una versión más pequeña.</translation>
    </message>
    <message>
        <source>To locate photographs, add a model that was made for them, such as GLOBE 7B.</source>
        <translation>Para localizar fotografías, añada un modelo hecho para ellas, como GLOBE 7B.</translation>
    </message>
    <message>
        <source>It needs about {needed} of free memory, and this computer has {free} now: it would be very slow here unless other programs are closed.</source>
        <translation>Necesita unos {needed} de memoria libre, y este ordenador tiene ahora {free}: aquí sería muy lento si no se cierran otros programas.</translation>
    </message>
    <message>
        <source>This computer has the memory for it, but too little room on the disk: {disk_needed} are needed, {disk_free} are free.</source>
        <translation>Este ordenador tiene memoria para él, pero poco sitio en el disco: se necesitan {disk_needed} y hay libres {disk_free}.</translation>
    </message>
    <message>
        <source>This computer has {free} of free memory, enough for the version called Q4_K_M (about {needed}).</source>
        <translation>Este ordenador tiene {free} de memoria libre, suficiente para la versión llamada Q4_K_M (unos {needed}).</translation>
    </message>
    <message>
        <source>{first} {second}</source>
        <translation>{first} {second}</translation>
    </message>
    <message>
        <source>How good it is was never measured.</source>
        <translation>Nunca se midió lo bueno que es.</translation>
    </message>
    <message>
        <source>Right within 25 km for {share} of {count} photos ({dataset}).</source>
        <translation>Acierta a menos de 25 km en {share} de {count} fotos ({dataset}).</translation>
    </message>
    <message>
        <source>Tested with {count} pictures: {dataset}.</source>
        <translation>Probado con {count} imágenes: {dataset}.</translation>
    </message>
    <message>
        <source>Needs about {needed} of memory.</source>
        <translation>Necesita unos {needed} de memoria.</translation>
    </message>
    <message>
        <source>Needs about {needed} of memory; {free} are free.</source>
        <translation>Necesita unos {needed} de memoria; hay {free} libres.</translation>
    </message>
    <message>
        <source>Needs about {needed} of memory, but only {free} are free: it would be very slow.</source>
        <translation>Necesita unos {needed} de memoria, pero solo hay {free} libres: sería muy lento.</translation>
    </message>
    <message>
        <source>A quick answer took about {seconds} s here.</source>
        <translation>Una respuesta rápida tardó aquí unos {seconds} s.</translation>
    </message>
    <message>
        <source>sureness measured</source>
        <translation>seguridad medida</translation>
    </message>
    <message>
        <source>sureness not measured</source>
        <translation>seguridad sin medir</translation>
    </message>
</context>
<context>
    <name>ModelsDialog</name>
    <message>
        <source>Models</source>
        <translation>Modelos</translation>
    </message>
    <message>
        <source>Looking at the models…</source>
        <translation>Mirando los modelos…</translation>
    </message>
    <message>
        <source>How far it has come</source>
        <translation>Cuánto ha avanzado</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Detener</translation>
    </message>
    <message>
        <source>Add a model…</source>
        <translation>Añadir un modelo…</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Atrás</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>A model on {host} is asked, not one on this computer.</source>
        <translation>Se consulta un modelo en {host}, no uno de este equipo.</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} de {total}</translation>
    </message>
    <message>
        <source>Stopped. A download goes on from there the next time.</source>
        <translation>Detenido. Una descarga sigue desde ahí la próxima vez.</translation>
    </message>
    <message>
        <source>{title}: {message} {hint}</source>
        <translation>{title}: {message} {hint}</translation>
    </message>
    <message>
        <source>Adding the model…</source>
        <translation>Añadiendo el modelo…</translation>
    </message>
    <message>
        <source>{model} was added.</source>
        <translation>Se añadió {model}.</translation>
    </message>
    <message>
        <source>Asking the server…</source>
        <translation>Preguntando al servidor…</translation>
    </message>
    <message>
        <source>Checking the files…</source>
        <translation>Comprobando los archivos…</translation>
    </message>
    <message>
        <source>{model} is whole.</source>
        <translation>{model} está completo.</translation>
    </message>
    <message>
        <source>Remove {model} from this computer?</source>
        <translation>¿Quitar {model} de este ordenador?</translation>
    </message>
    <message>
        <source>What it found stays in your libraries.</source>
        <translation>Lo que encontró queda en sus bibliotecas.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Quitar</translation>
    </message>
    <message>
        <source>Removing the model…</source>
        <translation>Quitando el modelo…</translation>
    </message>
    <message>
        <source>{model} was removed.</source>
        <translation>Se quitó {model}.</translation>
    </message>
    <message>
        <source>{model} is asked from now on.</source>
        <translation>Desde ahora se pregunta a {model}.</translation>
    </message>
    <message>
        <source>Choose one of the models on {host}: {models}.</source>
        <translation>Elija uno de los modelos de {host}: {models}.</translation>
    </message>
    <message>
        <source>{host} has no model.</source>
        <translation>{host} no tiene ningún modelo.</translation>
    </message>
    <message>
        <source>From now on, photos are sent to {host}.</source>
        <translation>Desde ahora, las fotos se envían a {host}.</translation>
    </message>
    <message>
        <source>From now on, no photo leaves this computer.</source>
        <translation>Desde ahora, ninguna foto sale de este equipo.</translation>
    </message>
    <message>
        <source>The server and its key are forgotten.</source>
        <translation>El servidor y su clave se han olvidado.</translation>
    </message>
</context>
<context>
    <name>Operations</name>
    <message>
        <source>Add photos</source>
        <translation>Añadir fotos</translation>
    </message>
    <message>
        <source>Photos ({endings});;All files (*)</source>
        <translation>Fotos ({endings});;Todos los archivos (*)</translation>
    </message>
    <message>
        <source>Add a folder</source>
        <translation>Añadir una carpeta</translation>
    </message>
    <message>
        <source>There are no files to paste.</source>
        <translation>No hay archivos que pegar.</translation>
    </message>
    <message>
        <source>Meridian works offline and takes no pictures from the internet ({count}). Save them to a folder first, then drop the files here.</source>
        <translation>Meridian trabaja sin conexión y no toma imágenes de internet ({count}). Guárdelas primero en una carpeta y suelte aquí los archivos.</translation>
    </message>
    <message>
        <source>Watch a folder</source>
        <translation>Vigilar una carpeta</translation>
    </message>
    <message>
        <source>Open a library, or name a new one</source>
        <translation>Abrir una biblioteca o nombrar una nueva</translation>
    </message>
    <message>
        <source>Meridian libraries (*.sqlite)</source>
        <translation>Bibliotecas de Meridian (*.sqlite)</translation>
    </message>
    <message>
        <source>None of these photos was placed by you.</source>
        <translation>Ninguna de estas fotos fue situada por usted.</translation>
    </message>
    <message>
        <source>Remove the selected photos ({count}) from the library?</source>
        <translation>¿Quitar de la biblioteca las fotos seleccionadas ({count})?</translation>
    </message>
    <message>
        <source>The files stay where they are. Positions that you gave are forgotten.</source>
        <translation>Los archivos quedan donde están. Las posiciones que usted dio se olvidan.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Quitar</translation>
    </message>
    <message>
        <source>Save a report</source>
        <translation>Guardar un informe</translation>
    </message>
    <message>
        <source>These photos know where they were taken.</source>
        <translation>Estas fotos saben dónde se tomaron.</translation>
    </message>
</context>
<context>
    <name>Outcomes</name>
    <message>
        <source>Written into the photo</source>
        <translation>Escrito en la foto</translation>
    </message>
    <message>
        <source>Written beside it</source>
        <translation>Escrito al lado</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>Omitido</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fallidas</translation>
    </message>
    <message>
        <source>As it was before</source>
        <translation>Como estaba antes</translation>
    </message>
    <message>
        <source>Sidecar removed</source>
        <translation>Archivo adjunto quitado</translation>
    </message>
    <message>
        <source>Left alone</source>
        <translation>Sin tocar</translation>
    </message>
    <message>
        <source>Not finished</source>
        <translation>Sin terminar</translation>
    </message>
    <message>
        <source>Written beside the photo</source>
        <translation>Escrito junto a la foto</translation>
    </message>
    <message>
        <source>Being taken back</source>
        <translation>Deshaciéndose</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>Deshecho</translation>
    </message>
    <message>
        <source>Interrupted, as it was before</source>
        <translation>Interrumpido, como estaba antes</translation>
    </message>
    <message>
        <source>Changed by another program</source>
        <translation>Cambiado por otro programa</translation>
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
        <translation>Más y menos acercan y alejan, 0 ajusta la foto, 1 la muestra al 100 %, las flechas la mueven.</translation>
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
        <translation>Nada en la imagen la ata a un lugar. Eso es una respuesta, no un fallo.</translation>
    </message>
    <message>
        <source>If you know where it was taken, set the position yourself.</source>
        <translation>Si sabe dónde se tomó, fije usted la posición.</translation>
    </message>
    <message>
        <source>The model has not looked at this photo.</source>
        <translation>El modelo no ha mirado esta foto.</translation>
    </message>
    <message>
        <source>Other photos are ahead of it.</source>
        <translation>Hay otras fotos antes.</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copiado</translation>
    </message>
    <message>
        <source>Copy the coordinates</source>
        <translation>Copiar las coordenadas</translation>
    </message>
</context>
<context>
    <name>PlaceTableModel</name>
    <message>
        <source>File</source>
        <translation>Archivo</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Lugar</translation>
    </message>
    <message>
        <source>Coordinates</source>
        <translation>Coordenadas</translation>
    </message>
    <message>
        <source>Certainty</source>
        <translation>Certeza</translation>
    </message>
    <message>
        <source>Known</source>
        <translation>Conocida</translation>
    </message>
    <message>
        <source>Estimated, not calibrated</source>
        <translation>Estimada, sin calibrar</translation>
    </message>
    <message>
        <source>Estimated, {percent}</source>
        <translation>Estimada, {percent}</translation>
    </message>
    <message>
        <source>Estimated, {percent}, within {distance}</source>
        <translation>Estimada, {percent}, a menos de {distance}</translation>
    </message>
</context>
<context>
    <name>PlainList</name>
    <message>
        <source>Photos and where they are</source>
        <translation>Las fotos y dónde están</translation>
    </message>
</context>
<context>
    <name>PositionEntry</name>
    <message>
        <source>Latitude, longitude: 38.72, -9.13</source>
        <translation>Latitud, longitud: 38.72, -9.13</translation>
    </message>
    <message>
        <source>Latitude and longitude in degrees</source>
        <translation>Latitud y longitud en grados</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>Fijar</translation>
    </message>
    <message>
        <source>Or drag the photo&apos;s pin on the map, or search a place there.</source>
        <translation>O arrastre la chincheta de la foto en el mapa, o busque allí un lugar.</translation>
    </message>
</context>
<context>
    <name>PreferencesDialog</name>
    <message>
        <source>Preferences</source>
        <translation>Preferencias</translation>
    </message>
    <message>
        <source>Restore the defaults</source>
        <translation>Restablecer los valores iniciales</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
</context>
<context>
    <name>QueueStrip</name>
    <message>
        <source>What Meridian is doing</source>
        <translation>Lo que hace Meridian</translation>
    </message>
    <message>
        <source>Photos found: {photos}.</source>
        <translation>Fotos encontradas: {photos}.</translation>
    </message>
    <message>
        <source>Photos found: {photos}. Other files left alone: {others}.</source>
        <translation>Fotos encontradas: {photos}. Otros archivos sin tocar: {others}.</translation>
    </message>
    <message>
        <source>Photos located</source>
        <translation>Fotos localizadas</translation>
    </message>
    <message>
        <source>Stop and forget what waits</source>
        <translation>Detener y olvidar lo que espera</translation>
    </message>
    <message>
        <source>Notice</source>
        <translation>Aviso</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Continuar</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausa</translation>
    </message>
    <message>
        <source>Photos leave this computer</source>
        <translation>Las fotos salen de este ordenador</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Sin conexión</translation>
    </message>
    <message>
        <source>Photos are sent to the engine that you set up.</source>
        <translation>Las fotos se envían al motor que usted configuró.</translation>
    </message>
    <message>
        <source>Everything happens on this computer; no photo leaves it.</source>
        <translation>Todo ocurre en este ordenador; ninguna foto sale de él.</translation>
    </message>
    <message>
        <source>Looking for photos: {count} found</source>
        <translation>Buscando fotos: {count} encontradas</translation>
    </message>
    <message>
        <source>No model: photos are not located.</source>
        <translation>Sin modelo: no se localizan fotos.</translation>
    </message>
    <message>
        <source>Opening the library…</source>
        <translation>Abriendo la biblioteca…</translation>
    </message>
    <message>
        <source>{model} cannot be used</source>
        <translation>{model} no puede usarse</translation>
    </message>
    <message>
        <source>Loading {model}…</source>
        <translation>Cargando {model}…</translation>
    </message>
    <message>
        <source>{model} is ready</source>
        <translation>{model} está listo</translation>
    </message>
    <message>
        <source>Paused at {done} of {total} photos</source>
        <translation>En pausa en {done} de {total} fotos</translation>
    </message>
    <message>
        <source>{done} of {total} photos located</source>
        <translation>{done} de {total} fotos localizadas</translation>
    </message>
    <message>
        <source>{count} photos a minute</source>
        <translation>{count} fotos por minuto</translation>
    </message>
    <message>
        <source>{pace} · {left}</source>
        <translation>{pace} · {left}</translation>
    </message>
    <message>
        <source>less than a minute left</source>
        <translation>queda menos de un minuto</translation>
    </message>
    <message>
        <source>about {count} min left</source>
        <translation>quedan unos {count} min</translation>
    </message>
    <message>
        <source>about {count} h left</source>
        <translation>quedan unas {count} h</translation>
    </message>
</context>
<context>
    <name>ReasoningText</name>
    <message>
        <source>The model&apos;s reasoning</source>
        <translation>El razonamiento del modelo</translation>
    </message>
</context>
<context>
    <name>Reasons</name>
    <message>
        <source>It has not been located yet.</source>
        <translation>Aún no se ha localizado.</translation>
    </message>
    <message>
        <source>It cannot be placed.</source>
        <translation>No se puede situar.</translation>
    </message>
    <message>
        <source>How sure the model is was never measured. 0 % writes it anyway.</source>
        <translation>Nunca se midió lo seguro que está el modelo. Con 0 % se escribe de todos modos.</translation>
    </message>
    <message>
        <source>Only the country is known.</source>
        <translation>Solo se conoce el país.</translation>
    </message>
    <message>
        <source>Not sure enough.</source>
        <translation>No es lo bastante seguro.</translation>
    </message>
    <message>
        <source>It already has a position.</source>
        <translation>Ya tiene una posición.</translation>
    </message>
    <message>
        <source>The file has changed since it was located.</source>
        <translation>El archivo ha cambiado desde que se localizó.</translation>
    </message>
    <message>
        <source>The file is write-protected.</source>
        <translation>El archivo está protegido contra escritura.</translation>
    </message>
    <message>
        <source>This kind of file is not written into, and sidecars are switched off.</source>
        <translation>En archivos de este tipo no se escribe, y los archivos adjuntos están desactivados.</translation>
    </message>
</context>
<context>
    <name>ResultPage</name>
    <message>
        <source>Only what was not written</source>
        <translation>Solo lo que no se escribió</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Resultados</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) written</source>
        <translation>
            <numerusform>%n foto escrita</numerusform>
            <numerusform>%n fotos escritas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed and are unchanged.</source>
        <translation>
            <numerusform>%n falló y no ha cambiado.</numerusform>
            <numerusform>%n fallaron y no han cambiado.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n were skipped.</source>
        <translation>
            <numerusform>%n se omitió.</numerusform>
            <numerusform>%n se omitieron.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n were not reached and are unchanged.</source>
        <translation>
            <numerusform>%n no se alcanzó y no ha cambiado.</numerusform>
            <numerusform>%n no se alcanzaron y no han cambiado.</numerusform>
        </translation>
    </message>
    <message>
        <source>Each file was read again and holds what it should.</source>
        <translation>Cada archivo se leyó de nuevo y contiene lo que debe.</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) are as they were before</source>
        <translation>
            <numerusform>%n archivo está como antes</numerusform>
            <numerusform>%n archivos están como antes</numerusform>
        </translation>
    </message>
    <message>
        <source>Byte for byte, with their old times.</source>
        <translation>Byte a byte, con sus fechas de antes.</translation>
    </message>
    <message numerus="yes">
        <source>%n were left alone; the list says why.</source>
        <translation>
            <numerusform>%n no se tocó; la lista dice por qué.</numerusform>
            <numerusform>%n no se tocaron; la lista dice por qué.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewChoices</name>
    <message>
        <source>How sure an estimate must be, in per cent</source>
        <translation>Lo segura que debe ser una estimación, en tanto por ciento</translation>
    </message>
    <message>
        <source>Names of the place</source>
        <translation>Nombres del lugar</translation>
    </message>
    <message>
        <source>City, region and country</source>
        <translation>Ciudad, región y país</translation>
    </message>
    <message>
        <source>City and country</source>
        <translation>Ciudad y país</translation>
    </message>
    <message>
        <source>Country only</source>
        <translation>Solo el país</translation>
    </message>
    <message>
        <source>Where it is written</source>
        <translation>Dónde se escribe</translation>
    </message>
    <message>
        <source>Into photos where that is safe, else beside</source>
        <translation>En las fotos donde sea seguro, si no, al lado</translation>
    </message>
    <message>
        <source>Only into photos, never beside</source>
        <translation>Solo en las fotos, nunca al lado</translation>
    </message>
    <message>
        <source>Always beside, as sidecar files</source>
        <translation>Siempre al lado, como archivos adjuntos</translation>
    </message>
    <message>
        <source>Replace positions that are there already</source>
        <translation>Reemplazar posiciones que ya existen</translation>
    </message>
    <message>
        <source>What a camera measured is replaced only where you set the position yourself.</source>
        <translation>Lo que midió una cámara solo se reemplaza donde usted mismo fijó la posición.</translation>
    </message>
    <message>
        <source>Every estimate, also a country alone</source>
        <translation>Toda estimación, también un país solo</translation>
    </message>
    <message>
        <source>Estimates that are at least {share} sure</source>
        <translation>Estimaciones con una seguridad de al menos {share}</translation>
    </message>
</context>
<context>
    <name>ReviewDialog</name>
    <message>
        <source>Review and write</source>
        <translation>Revisar y escribir</translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation>Deshacerlo</translation>
    </message>
    <message>
        <source>Positions</source>
        <translation>Posiciones</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Detener</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Atrás</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message numerus="yes">
        <source>Write %n photo(s)</source>
        <translation>
            <numerusform>Escribir %n foto</numerusform>
            <numerusform>Escribir %n fotos</numerusform>
        </translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Hecho</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) are written themselves.</source>
        <translation>
            <numerusform>%n foto se escribe ella misma.</numerusform>
            <numerusform>%n fotos se escriben ellas mismas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n get a sidecar file.</source>
        <translation>
            <numerusform>%n recibe un archivo adjunto.</numerusform>
            <numerusform>%n reciben un archivo adjunto.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>You left out %n.</source>
        <translation>
            <numerusform>Usted dejó fuera %n.</numerusform>
            <numerusform>Usted dejó fuera %n.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n are skipped.</source>
        <translation>
            <numerusform>%n se omite.</numerusform>
            <numerusform>%n se omiten.</numerusform>
        </translation>
    </message>
    <message>
        <source>There is nothing to write.</source>
        <translation>No hay nada que escribir.</translation>
    </message>
</context>
<context>
    <name>ReviewModel</name>
    <message>
        <source>{places} and more</source>
        <translation>{places} y más</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>Foto</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Lugar</translation>
    </message>
    <message>
        <source>Sureness</source>
        <translation>Seguridad</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>Qué ocurre</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Nota</translation>
    </message>
    <message>
        <source>given by you</source>
        <translation>dada por usted</translation>
    </message>
    <message>
        <source>not calibrated</source>
        <translation>sin calibrar</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>Omitido</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Dejada fuera</translation>
    </message>
    <message>
        <source>Into the photo</source>
        <translation>En la foto</translation>
    </message>
    <message>
        <source>Sidecar beside it</source>
        <translation>Archivo adjunto al lado</translation>
    </message>
</context>
<context>
    <name>ReviewPage</name>
    <message>
        <source>What would be written</source>
        <translation>Lo que se escribiría</translation>
    </message>
    <message>
        <source>Selection:</source>
        <translation>Selección:</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Todas</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Ninguna</translation>
    </message>
    <message>
        <source>Select all rows</source>
        <translation>Seleccionar todas las filas</translation>
    </message>
    <message>
        <source>Select no rows</source>
        <translation>No seleccionar ninguna fila</translation>
    </message>
    <message>
        <source>All {count}</source>
        <translation>Todas {count}</translation>
    </message>
    <message>
        <source>To be written {count}</source>
        <translation>Por escribir {count}</translation>
    </message>
    <message>
        <source>Skipped {count}</source>
        <translation>Omitidas {count}</translation>
    </message>
</context>
<context>
    <name>SelectionSummary</name>
    <message>
        <source>How they stand</source>
        <translation>Cómo están</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>Lugares</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) selected</source>
        <translation>
            <numerusform>%n foto seleccionada</numerusform>
            <numerusform>%n fotos seleccionadas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them have a position.</source>
        <translation>
            <numerusform>%n de ellas tiene posición.</numerusform>
            <numerusform>%n de ellas tienen posición.</numerusform>
        </translation>
    </message>
    <message>
        <source>Other places</source>
        <translation>Otros lugares</translation>
    </message>
    <message>
        <source>Positions without a name</source>
        <translation>Posiciones sin nombre</translation>
    </message>
    <message>
        <source>Not located yet</source>
        <translation>Aún sin localizar</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>En espera</translation>
    </message>
    <message>
        <source>Being looked at</source>
        <translation>Mirándose</translation>
    </message>
    <message>
        <source>Located</source>
        <translation>Localizadas</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>Inseguras</translation>
    </message>
    <message>
        <source>Cannot be placed</source>
        <translation>No se puede situar</translation>
    </message>
    <message>
        <source>Measured or confirmed</source>
        <translation>Medidas o confirmadas</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fallidas</translation>
    </message>
</context>
<context>
    <name>ServerCard</name>
    <message>
        <source>{model} on {host}</source>
        <translation>{model} en {host}</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>En uso</translation>
    </message>
    <message>
        <source>Photos leave this computer: they are sent to {host}.</source>
        <translation>Las fotos salen de este equipo: se envían a {host}.</translation>
    </message>
    <message>
        <source>No photos are sent to {host} now.</source>
        <translation>Ahora no se envía ninguna foto a {host}.</translation>
    </message>
    <message>
        <source>asked like {preset}</source>
        <translation>se le pregunta como a {preset}</translation>
    </message>
    <message>
        <source>photos at a time: {count}</source>
        <translation>fotos a la vez: {count}</translation>
    </message>
    <message>
        <source>sureness not measured</source>
        <translation>seguridad no medida</translation>
    </message>
    <message>
        <source>Send no more photos</source>
        <translation>No enviar más fotos</translation>
    </message>
    <message>
        <source>Use…</source>
        <translation>Usar…</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Olvidar</translation>
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
        <translation>¿Enviar fotos a {host}?</translation>
    </message>
    <message>
        <source>Photos leave this computer: every photo that is located is sent to {host}, made smaller and without its name, date and position. Whoever runs that server can look at it and keep it. You can go back to a model on this computer at any time.</source>
        <translation>Las fotos salen de este equipo: cada foto que se localiza se envía a {host}, reducida y sin su nombre, fecha ni posición. Quien administra ese servidor puede verla y guardarla. Puede volver en cualquier momento a un modelo de este equipo.</translation>
    </message>
    <message>
        <source>The connection is not encrypted: others in the network could see the photos, too.</source>
        <translation>La conexión no está cifrada: otros en la red también podrían ver las fotos.</translation>
    </message>
    <message>
        <source>Send photos to {host}</source>
        <translation>Enviar fotos a {host}</translation>
    </message>
    <message>
        <source>Keep photos here</source>
        <translation>Dejar las fotos aquí</translation>
    </message>
</context>
<context>
    <name>ServerPage</name>
    <message>
        <source>only if the server wants one</source>
        <translation>solo si el servidor la pide</translation>
    </message>
    <message>
        <source>as the server calls it; empty for its only one</source>
        <translation>como lo llama el servidor; vacío si solo hay uno</translation>
    </message>
    <message>
        <source>Connect…</source>
        <translation>Conectar…</translation>
    </message>
    <message>
        <source>For a model that is too large for this computer: a server that runs vLLM or llama-server. Photos are sent to it, made smaller and without their names, dates and positions. Connecting sends none; you are asked once more before the first one leaves.</source>
        <translation>Para un modelo demasiado grande para este equipo: un servidor con vLLM o llama-server. Las fotos se le envían reducidas y sin sus nombres, fechas ni posiciones. Al conectar no se envía ninguna; se le pregunta otra vez antes de que salga la primera.</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Dirección</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Clave</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modelo</translation>
    </message>
    <message>
        <source>How it wants to be asked</source>
        <translation>Cómo quiere que se le pregunte</translation>
    </message>
    <message>
        <source>Photos at a time</source>
        <translation>Fotos a la vez</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>Look</source>
        <translation>Aspecto</translation>
    </message>
    <message>
        <source>Locating</source>
        <translation>Localizar</translation>
    </message>
    <message>
        <source>Writing to files</source>
        <translation>Escribir en archivos</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Mapa</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Colores</translation>
    </message>
    <message>
        <source>Light, dark, or as the system is.</source>
        <translation>Claro, oscuro o como el sistema.</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Como el sistema</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Claro</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Oscuro</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Tamaño del texto</translation>
    </message>
    <message>
        <source>How large text and controls are.</source>
        <translation>Lo grandes que son el texto y los controles.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Idioma</translation>
    </message>
    <message>
        <source>Taken up when Meridian is started the next time.</source>
        <translation>Vale desde la próxima vez que se inicie Meridian.</translation>
    </message>
    <message>
        <source>Locate photos as they are added</source>
        <translation>Localizar las fotos al añadirlas</translation>
    </message>
    <message>
        <source>New photos get a quick answer at once. Photos that know their position are left alone.</source>
        <translation>Las fotos nuevas reciben enseguida una respuesta rápida. Las que conocen su posición no se tocan.</translation>
    </message>
    <message>
        <source>Reason about a photo when it is shown</source>
        <translation>Razonar sobre una foto al mostrarla</translation>
    </message>
    <message>
        <source>A photo that has only a quick answer is looked at again, with reasons.</source>
        <translation>Una foto que solo tiene una respuesta rápida se mira otra vez, con razones.</translation>
    </message>
    <message>
        <source>Photos that look alike share an answer</source>
        <translation>Las fotos parecidas comparten respuesta</translation>
    </message>
    <message>
        <source>Of copies of a photo, and of shots of one burst, one is looked at. Each says whose answer it has, and can be located on its own.</source>
        <translation>De las copias de una foto y de las tomas de una ráfaga se mira una. Cada una dice de quién es su respuesta y puede localizarse por separado.</translation>
    </message>
    <message>
        <source>Sure enough</source>
        <translation>Bastante segura</translation>
    </message>
    <message>
        <source>Estimates below this probability of being within 25 km are marked unsure and are not written to files.</source>
        <translation>Las estimaciones con menor probabilidad de acertar a menos de 25 km se marcan como inseguras y no se escriben en archivos.</translation>
    </message>
    <message>
        <source>Copies before writing</source>
        <translation>Copias antes de escribir</translation>
    </message>
    <message>
        <source>A folder for whole copies of the photos that are written. Without one, the exact undo journal is kept, which is enough to take everything back.</source>
        <translation>Una carpeta para copias enteras de las fotos que se escriben. Sin ella se lleva el registro exacto, que basta para deshacerlo todo.</translation>
    </message>
    <message>
        <source>Write into HEIC and raw files with ExifTool</source>
        <translation>Escribir en archivos HEIC y RAW con ExifTool</translation>
    </message>
    <message>
        <source>The ExifTool installed on this computer works on a copy, and what it makes is checked. Without it, these files get a sidecar.</source>
        <translation>El ExifTool instalado en este equipo trabaja sobre una copia, y lo que produce se comprueba. Sin él, estos archivos reciben un archivo adjunto.</translation>
    </message>
    <message>
        <source>Short names for sidecar files</source>
        <translation>Nombres cortos para los archivos adjuntos</translation>
    </message>
    <message>
        <source>New sidecars are called IMG.xmp, as Adobe&apos;s programs do it, and not IMG.jpg.xmp.</source>
        <translation>Los nuevos archivos adjuntos se llaman IMG.xmp, como en los programas de Adobe, y no IMG.jpg.xmp.</translation>
    </message>
    <message>
        <source>The built-in map works offline. A map file of yours (.mbtiles, .pmtiles) does too, and shows more.</source>
        <translation>El mapa incorporado funciona sin conexión. Un archivo de mapa propio (.mbtiles, .pmtiles) también, y muestra más.</translation>
    </message>
</context>
<context>
    <name>SharingNote</name>
    <message>
        <source>Locate this photo on its own</source>
        <translation>Localizar esta foto por separado</translation>
    </message>
    <message>
        <source>The model looks at this photo itself, and its answer stays its own.</source>
        <translation>El modelo mira esta misma foto, y su respuesta será solo suya.</translation>
    </message>
    <message numerus="yes">
        <source>%n other photo(s) that look alike share its answer.</source>
        <translation>
            <numerusform>Otra foto parecida (%n) comparte su respuesta.</numerusform>
            <numerusform>Otras %n fotos parecidas comparten su respuesta.</numerusform>
        </translation>
    </message>
    <message>
        <source>Same answer as {file}, which looks alike.</source>
        <translation>La misma respuesta que {file}, que se parece.</translation>
    </message>
    <message>
        <source>Same answer as {file}, taken at the same time.</source>
        <translation>La misma respuesta que {file}, tomada al mismo tiempo.</translation>
    </message>
    <message>
        <source>Same answer as {file}, taken {seconds} s earlier.</source>
        <translation>La misma respuesta que {file}, tomada {seconds} s antes.</translation>
    </message>
    <message>
        <source>Same answer as {file}, taken {seconds} s later.</source>
        <translation>La misma respuesta que {file}, tomada {seconds} s después.</translation>
    </message>
</context>
<context>
    <name>Tour</name>
    <message>
        <source>Tour of the window</source>
        <translation>Recorrido por la ventana</translation>
    </message>
    <message>
        <source>Drop photos here</source>
        <translation>Suelte las fotos aquí</translation>
    </message>
    <message>
        <source>Files and whole folders, as many as you like. Meridian looks at each one and finds out where it was taken, without the internet.</source>
        <translation>Archivos y carpetas enteras, tantos como quiera. Meridian mira cada foto y averigua dónde se tomó, sin internet.</translation>
    </message>
    <message>
        <source>The ring says how sure it is</source>
        <translation>El anillo indica cuánta seguridad hay</translation>
    </message>
    <message>
        <source>A full green ring is very sure, a short red one is a guess. A blue square means that the place is known: the camera measured it, or you gave it.</source>
        <translation>Un anillo verde completo es muy seguro; uno rojo y corto es una conjetura. Un cuadrado azul significa que el lugar se conoce: lo midió la cámara o lo indicó usted.</translation>
    </message>
    <message>
        <source>Why here?</source>
        <translation>¿Por qué aquí?</translation>
    </message>
    <message>
        <source>Choose a photo, and Meridian says what it saw in it: signs, flags, roads, buildings. Other places that it considered are listed below.</source>
        <translation>Elija una foto y Meridian dirá qué vio en ella: letreros, banderas, calles, edificios. Debajo figuran otros lugares que consideró.</translation>
    </message>
    <message>
        <source>Put it right on the map</source>
        <translation>Corríjalo en el mapa</translation>
    </message>
    <message>
        <source>Drag a pin to where the photo was taken, or choose photos and search the place by its name. Ctrl+Z takes it back.</source>
        <translation>Arrastre un marcador hasta donde se tomó la foto, o elija fotos y busque el lugar por su nombre. Ctrl+Z lo deshace.</translation>
    </message>
    <message>
        <source>Your files change only when you say so</source>
        <translation>Sus archivos solo cambian cuando usted lo dice</translation>
    </message>
    <message>
        <source>In the menu Photo, “Write positions…” first shows what would be written to each file. “History…” takes any of it back, byte for byte.</source>
        <translation>En el menú Foto, «Escribir posiciones…» muestra primero qué se escribiría en cada archivo. «Historial…» lo deshace todo, byte a byte.</translation>
    </message>
    <message>
        <source>Skip the tour</source>
        <translation>Omitir el recorrido</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Atrás</translation>
    </message>
    <message>
        <source>{number} of {total}</source>
        <translation>{number} de {total}</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Hecho</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Siguiente</translation>
    </message>
</context>
<context>
    <name>WhySection</name>
    <message>
        <source>Thinking aloud</source>
        <translation>Pensar en voz alta</translation>
    </message>
    <message>
        <source>Why here?</source>
        <translation>¿Por qué aquí?</translation>
    </message>
    <message>
        <source>Why nowhere?</source>
        <translation>¿Por qué en ninguna parte?</translation>
    </message>
    <message>
        <source>Chance that it can be placed at all, by the model&apos;s own reckoning: {share}</source>
        <translation>Probabilidad de que pueda situarse, según el propio modelo: {share}</translation>
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
        <translation>En algún lugar de {country}</translation>
    </message>
    <message>
        <source>A place without a name</source>
        <translation>Un lugar sin nombre</translation>
    </message>
    <message>
        <source>Not located yet</source>
        <translation>Aún sin localizar</translation>
    </message>
    <message>
        <source>Waiting for its turn</source>
        <translation>Esperando su turno</translation>
    </message>
    <message>
        <source>Looking at the photo…</source>
        <translation>Mirando la foto…</translation>
    </message>
    <message>
        <source>It could not be located</source>
        <translation>No se pudo localizar</translation>
    </message>
    <message>
        <source>Cannot be placed</source>
        <translation>No se puede situar</translation>
    </message>
    <message>
        <source>No position</source>
        <translation>Sin posición</translation>
    </message>
    <message>
        <source>Known, not estimated</source>
        <translation>Conocida, no estimada</translation>
    </message>
    <message>
        <source>Estimated; how sure is not calibrated</source>
        <translation>Estimada; su seguridad no está calibrada</translation>
    </message>
    <message>
        <source>Very sure: {share} within 25 km</source>
        <translation>Muy segura: {share} a menos de 25 km</translation>
    </message>
    <message>
        <source>Fairly sure: {share} within 25 km</source>
        <translation>Bastante segura: {share} a menos de 25 km</translation>
    </message>
    <message>
        <source>More likely than not: {share} within 25 km</source>
        <translation>Más probable que no: {share} a menos de 25 km</translation>
    </message>
    <message>
        <source>Not sure: {share} within 25 km</source>
        <translation>Insegura: {share} a menos de 25 km</translation>
    </message>
    <message>
        <source>Hardly more than a guess: {share} within 25 km</source>
        <translation>Apenas más que una suposición: {share} a menos de 25 km</translation>
    </message>
    <message>
        <source>Nobody stated how exact it is.</source>
        <translation>Nadie dijo lo exacta que es.</translation>
    </message>
    <message>
        <source>Nine times in ten the place lies within {distance}.</source>
        <translation>Nueve de cada diez veces el lugar está a menos de {distance}.</translation>
    </message>
    <message>
        <source>Exact to {distance}.</source>
        <translation>Exacta hasta {distance}.</translation>
    </message>
    <message>
        <source>Estimated by {model}</source>
        <translation>Estimada por {model}</translation>
    </message>
    <message>
        <source>Estimated by a model</source>
        <translation>Estimada por un modelo</translation>
    </message>
    <message>
        <source>Given by you</source>
        <translation>Dada por usted</translation>
    </message>
    <message>
        <source>Measured by the camera</source>
        <translation>Medida por la cámara</translation>
    </message>
    <message>
        <source>From Google Takeout</source>
        <translation>De Google Takeout</translation>
    </message>
    <message>
        <source>From a GPS track</source>
        <translation>De una ruta GPS</translation>
    </message>
    <message>
        <source>From a saved place</source>
        <translation>De un lugar guardado</translation>
    </message>
    <message>
        <source>From other photos of the album</source>
        <translation>De otras fotos del álbum</translation>
    </message>
    <message>
        <source>From photos taken close in time</source>
        <translation>De fotos tomadas poco antes o después</translation>
    </message>
    <message>
        <source>From the name of the file or folder</source>
        <translation>Del nombre del archivo o de la carpeta</translation>
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
        <translation>{degrees}° O</translation>
    </message>
    <message>
        <source>{degrees}° E</source>
        <translation>{degrees}° E</translation>
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
        <translation>Fotos con posición medida, que quedan como están: {count}.</translation>
    </message>
</context>
<context>
    <name>WritingPage</name>
    <message>
        <source>Photos written</source>
        <translation>Fotos escritas</translation>
    </message>
    <message numerus="yes">
        <source>Writing %n photo(s)…</source>
        <translation>
            <numerusform>Escribiendo %n foto…</numerusform>
            <numerusform>Escribiendo %n fotos…</numerusform>
        </translation>
    </message>
    <message>
        <source>Stopping after the photo under way…</source>
        <translation>Se detiene después de la foto en curso…</translation>
    </message>
    <message>
        <source>{done} of {total}; {failed} failed, {skipped} skipped</source>
        <translation>{done} de {total}; {failed} fallidas, {skipped} omitidas</translation>
    </message>
</context>
<context>
    <name>_Counts</name>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n archivo</numerusform>
            <numerusform>%n archivos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>_Nothing</name>
    <message>
        <source>Clear filter</source>
        <translation>Borrar el filtro</translation>
    </message>
    <message>
        <source>No photo matches</source>
        <translation>Ninguna foto coincide</translation>
    </message>
    <message>
        <source>There are photos, but none that the filter lets through.</source>
        <translation>Hay fotos, pero ninguna que el filtro deje pasar.</translation>
    </message>
    <message>
        <source>No photos yet</source>
        <translation>Aún no hay fotos</translation>
    </message>
    <message>
        <source>Drop photos or folders here.</source>
        <translation>Suelte aquí fotos o carpetas.</translation>
    </message>
</context>
</TS>
