<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ar" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About Meridian</source>
        <translation>حول Meridian</translation>
    </message>
    <message>
        <source>Whose work this builds on</source>
        <translation>أعمال من يقوم عليها هذا البرنامج</translation>
    </message>
    <message>
        <source>Maps and places</source>
        <translation>الخرائط والأماكن</translation>
    </message>
    <message>
        <source>Sample album</source>
        <translation>ألبوم العينة</translation>
    </message>
    <message>
        <source>Software</source>
        <translation>البرمجيات</translation>
    </message>
    <message>
        <source>Meridian {version}</source>
        <translation>Meridian {version}</translation>
    </message>
    <message>
        <source>Finds out where photographs were taken, on this computer and without the internet.</source>
        <translation>يكتشف أين التُقطت الصور، على هذا الحاسوب ومن دون إنترنت.</translation>
    </message>
    <message>
        <source>Free software under the {licence}.</source>
        <translation>برنامج حر وفق {licence}.</translation>
    </message>
    <message>
        <source>Apache License 2.0</source>
        <translation>رخصة أباتشي 2.0</translation>
    </message>
    <message>
        <source>Towns, their names in many languages, and their positions, from {site}; licence {licence}. Put together and shortened for Meridian.</source>
        <translation>البلدات وأسماؤها بلغات كثيرة ومواقعها، من {site}؛ الرخصة {licence}. جُمعت واختُصرت من أجل Meridian.</translation>
    </message>
    <message>
        <source>Countries, coasts and waters of the map, from {site}; in the public domain.</source>
        <translation>بلدان الخريطة وسواحلها ومياهها، من {site}؛ ملك عام.</translation>
    </message>
    <message>
        <source>The form in which the map comes, by {author}; licence {licence}.</source>
        <translation>الصيغة التي تأتي بها الخريطة، من {author}؛ الرخصة {licence}.</translation>
    </message>
    <message>
        <source>Names of countries and their regions in many languages, from {site}; licence {licence}.</source>
        <translation>أسماء البلدان ومناطقها بلغات كثيرة، من {site}؛ الرخصة {licence}.</translation>
    </message>
    <message>
        <source>Map in the window</source>
        <translation>الخريطة في النافذة</translation>
    </message>
    <message>
        <source>Drawn with {libraries}, free software in JavaScript.</source>
        <translation>رُسمت بواسطة {libraries}، برمجيات حرة بلغة JavaScript.</translation>
    </message>
    <message>
        <source>The training method and the large model for photographs are described in {paper}.</source>
        <translation>طريقة التدريب والنموذج الكبير للصور موصوفان في {paper}.</translation>
    </message>
    <message>
        <source>Version {version}; licence {licence}.</source>
        <translation>الإصدار {version}؛ الرخصة {licence}.</translation>
    </message>
    <message>
        <source>Version {version}; its licence lies beside it.</source>
        <translation>الإصدار {version}؛ رخصته مرفقة به.</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>&amp;File</source>
        <translation>ملف</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>تحرير</translation>
    </message>
    <message>
        <source>&amp;Photo</source>
        <translation>صورة</translation>
    </message>
    <message>
        <source>&amp;Report</source>
        <translation>تقرير</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>عرض</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>مساعدة</translation>
    </message>
    <message>
        <source>Add &amp;photos…</source>
        <translation>إضافة صور…</translation>
    </message>
    <message>
        <source>Add &amp;folder…</source>
        <translation>إضافة مجلد…</translation>
    </message>
    <message>
        <source>&amp;Watch a folder…</source>
        <translation>مراقبة مجلد…</translation>
    </message>
    <message>
        <source>&amp;Stop watching</source>
        <translation>إيقاف المراقبة</translation>
    </message>
    <message>
        <source>Open &amp;library…</source>
        <translation>فتح مكتبة…</translation>
    </message>
    <message>
        <source>&amp;Recent libraries</source>
        <translation>المكتبات الأخيرة</translation>
    </message>
    <message>
        <source>Open the sample &amp;album</source>
        <translation>فتح ألبوم العينة</translation>
    </message>
    <message>
        <source>Show the library&apos;s f&amp;older</source>
        <translation>إظهار مجلد المكتبة</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>إنهاء</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>تراجع</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>إعادة</translation>
    </message>
    <message>
        <source>&amp;Paste photos</source>
        <translation>لصق الصور</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>تحديد الكل</translation>
    </message>
    <message>
        <source>&amp;Find…</source>
        <translation>بحث…</translation>
    </message>
    <message>
        <source>Find a p&amp;lace on the map…</source>
        <translation>البحث عن &amp;مكان على الخريطة…</translation>
    </message>
    <message>
        <source>&amp;Models…</source>
        <translation>النماذج…</translation>
    </message>
    <message>
        <source>P&amp;references…</source>
        <translation>التفضيلات…</translation>
    </message>
    <message>
        <source>&amp;Locate</source>
        <translation>تحديد المكان</translation>
    </message>
    <message>
        <source>Locate &amp;quickly</source>
        <translation>تحديد المكان بسرعة</translation>
    </message>
    <message>
        <source>This one &amp;first</source>
        <translation>هذه أولاً</translation>
    </message>
    <message>
        <source>&amp;Set position…</source>
        <translation>&amp;تحديد الموقع…</translation>
    </message>
    <message>
        <source>&amp;Clear my position</source>
        <translation>محو الموقع الذي أعطيته</translation>
    </message>
    <message>
        <source>&amp;Write positions…</source>
        <translation>كتابة المواقع…</translation>
    </message>
    <message>
        <source>&amp;History…</source>
        <translation>السجل…</translation>
    </message>
    <message>
        <source>&amp;Remove from the library…</source>
        <translation>إزالة من المكتبة…</translation>
    </message>
    <message>
        <source>&amp;Page to read and print…</source>
        <translation>صفحة للقراءة والطباعة…</translation>
    </message>
    <message>
        <source>&amp;Table (CSV)…</source>
        <translation>جدول (CSV)…</translation>
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
        <translation>ألوان النظام</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>فاتح</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>داكن</translation>
    </message>
    <message>
        <source>L&amp;arger text</source>
        <translation>نص أكبر</translation>
    </message>
    <message>
        <source>S&amp;maller text</source>
        <translation>نص أصغر</translation>
    </message>
    <message>
        <source>&amp;Normal text</source>
        <translation>نص عادي</translation>
    </message>
    <message>
        <source>Show &amp;all photos on the map</source>
        <translation>إظهار كل الصور على الخريطة</translation>
    </message>
    <message>
        <source>Go to the next &amp;panel</source>
        <translation>الانتقال إلى ال&amp;لوحة التالية</translation>
    </message>
    <message>
        <source>&amp;Tour of the window</source>
        <translation>&amp;جولة في النافذة</translation>
    </message>
    <message>
        <source>&amp;About Meridian</source>
        <translation>حول Meridian</translation>
    </message>
</context>
<context>
    <name>AddModelPage</name>
    <message>
        <source>Ways to add a model</source>
        <translation>طرق إضافة نموذج</translation>
    </message>
    <message>
        <source>From the Hugging Face Hub</source>
        <translation>من Hugging Face Hub</translation>
    </message>
    <message>
        <source>From this computer</source>
        <translation>من هذا الحاسوب</translation>
    </message>
    <message>
        <source>On a server</source>
        <translation>على خادم</translation>
    </message>
    <message>
        <source>Repository</source>
        <translation>المستودع</translation>
    </message>
    <message>
        <source>owner/name</source>
        <translation>المالك/الاسم</translation>
    </message>
    <message>
        <source>File of the language model</source>
        <translation>ملف نموذج اللغة</translation>
    </message>
    <message>
        <source>File of the vision part</source>
        <translation>ملف الجزء البصري</translation>
    </message>
    <message>
        <source>How it wants to be asked</source>
        <translation>كيف يُسأل النموذج</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>as the model says</source>
        <translation>كما يقول النموذج</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>تنزيل</translation>
    </message>
    <message>
        <source>This goes online, to huggingface.co and only now: it learns the address of this computer and which files are wanted, nothing else. What is interrupted goes on where it stopped, and every file is checked when it is there.</source>
        <translation>هذا وحده يستخدم الإنترنت، إلى huggingface.co: يعرف الخادم عنوان هذا الحاسوب والملفات المطلوبة ولا شيء غير ذلك. ما ينقطع يُستأنف من حيث توقف، ويُفحص كل ملف عند وصوله.</translation>
    </message>
    <message>
        <source>The repository holds two GGUF files, no package</source>
        <translation>في المستودع ملفا GGUF وليس حزمة</translation>
    </message>
    <message>
        <source>Choose a package&apos;s folder…</source>
        <translation>اختيار مجلد حزمة…</translation>
    </message>
    <message>
        <source>Add these files</source>
        <translation>إضافة هذين الملفين</translation>
    </message>
    <message>
        <source>A package is a folder with model.gguf, mmproj.gguf and manifest.json. It is linked or copied; the original is not touched.</source>
        <translation>الحزمة مجلد فيه model.gguf وmmproj.gguf وmanifest.json. تُربط أو تُنسخ ولا يُمس الأصل.</translation>
    </message>
    <message>
        <source>Or two GGUF files of a model of the kind Qwen2.5-VL:</source>
        <translation>أو ملفا GGUF لنموذج من نوع Qwen2.5-VL:</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>اختيار…</translation>
    </message>
    <message>
        <source>Choose: {file}</source>
        <translation>اختيار: {file}</translation>
    </message>
    <message>
        <source>Models (*.gguf)</source>
        <translation>النماذج (*.gguf)</translation>
    </message>
    <message>
        <source>A package&apos;s folder</source>
        <translation>مجلد حزمة</translation>
    </message>
</context>
<context>
    <name>AlternativesSection</name>
    <message>
        <source>Other possibilities</source>
        <translation>احتمالات أخرى</translation>
    </message>
</context>
<context>
    <name>BackupPage</name>
    <message>
        <source>Before anything is written for the first time</source>
        <translation>قبل الكتابة لأول مرة</translation>
    </message>
    <message>
        <source>Only the position is added. The picture, its dates and everything else in the file stay as they are, and every write can be taken back, also after a restart.</source>
        <translation>يُضاف الموقع فقط. تبقى الصورة وتواريخها وكل ما في الملف كما هي، ويمكن التراجع عن كل كتابة، حتى بعد إعادة التشغيل.</translation>
    </message>
    <message>
        <source>Keep an exact undo journal</source>
        <translation>الاحتفاظ بسجل تراجع دقيق</translation>
    </message>
    <message>
        <source>Keep the journal, and whole copies too</source>
        <translation>الاحتفاظ بالسجل وبنسخ كاملة أيضاً</translation>
    </message>
    <message>
        <source>A folder for the copies</source>
        <translation>مجلد للنسخ</translation>
    </message>
    <message>
        <source>Folder for the copies</source>
        <translation>مجلد النسخ</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>اختيار…</translation>
    </message>
    <message>
        <source>Recommended. Meridian remembers the bytes it changes, a few kilobytes for each photo, and brings every file back exactly as it was.</source>
        <translation>مستحسن. يتذكر Meridian البايتات التي يغيرها، بضعة كيلوبايتات لكل صورة، ويعيد كل ملف كما كان تماماً.</translation>
    </message>
    <message>
        <source>You can change this later in the preferences.</source>
        <translation>يمكنك تغيير هذا لاحقاً في التفضيلات.</translation>
    </message>
    <message>
        <source>Each photo is copied to a folder of yours before it is written. This time the copies need {amount}.</source>
        <translation>تُنسخ كل صورة إلى مجلد لك قبل الكتابة فيها. تحتاج النسخ هذه المرة إلى {amount}.</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Message</source>
        <translation>رسالة</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>إغلاق هذه الرسالة</translation>
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
        <translation>خريطة الصور</translation>
    </message>
</context>
<context>
    <name>CandidateRow</name>
    <message>
        <source>{place}, {share} of the votes, the place shown</source>
        <translation>{place}، {share} من الأصوات، المكان المعروض</translation>
    </message>
    <message>
        <source>Choose {place}, {share} of the votes</source>
        <translation>اختيار {place}، {share} من الأصوات</translation>
    </message>
</context>
<context>
    <name>ChangesSection</name>
    <message>
        <source>If it were written</source>
        <translation>لو كُتب</translation>
    </message>
    <message>
        <source>Nothing would be written. {reason}</source>
        <translation>لن يُكتب شيء. {reason}</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>الآن</translation>
    </message>
    <message>
        <source>Afterwards</source>
        <translation>بعد ذلك</translation>
    </message>
    <message>
        <source>Latitude</source>
        <translation>خط العرض</translation>
    </message>
    <message>
        <source>Longitude</source>
        <translation>خط الطول</translation>
    </message>
    <message>
        <source>Within</source>
        <translation>النطاق</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>المكان</translation>
    </message>
    <message>
        <source>Marked as</source>
        <translation>موسوم بأنه</translation>
    </message>
    <message>
        <source>{file} (new)</source>
        <translation>{file} (جديد)</translation>
    </message>
    <message>
        <source>{file}</source>
        <translation>{file}</translation>
    </message>
    <message>
        <source>Written to</source>
        <translation>يُكتب في</translation>
    </message>
    <message>
        <source>confirmed</source>
        <translation>مؤكد</translation>
    </message>
    <message>
        <source>estimated</source>
        <translation>مقدّر</translation>
    </message>
    <message>
        <source>estimated, {share}</source>
        <translation>مقدّر، {share}</translation>
    </message>
</context>
<context>
    <name>Corrections</name>
    <message>
        <source>placing photos</source>
        <translation>وضع الصور في مكانها</translation>
    </message>
    <message>
        <source>clearing positions</source>
        <translation>محو المواقع</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>Meridian made a mistake</source>
        <translation>ارتكب Meridian خطأ</translation>
    </message>
    <message>
        <source>Your photos and your library are safe: files are only ever changed in steps that can be finished or undone. You can go on, but it is better to save what you are doing and start Meridian again. With the details below, the mistake can be found and mended.</source>
        <translation>صورك ومكتبتك في أمان: لا تُغيَّر الملفات إلا بخطوات يمكن إتمامها أو التراجع عنها. يمكنك المتابعة، لكن الأفضل حفظ ما تعمله وتشغيل Meridian من جديد. بالتفاصيل أدناه يمكن العثور على الخطأ وإصلاحه.</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>التفاصيل</translation>
    </message>
    <message>
        <source>Copy the details</source>
        <translation>نسخ التفاصيل</translation>
    </message>
</context>
<context>
    <name>CueChip</name>
    <message>
        <source>Clue: {text}</source>
        <translation>دليل: {text}</translation>
    </message>
</context>
<context>
    <name>DetailPanel</name>
    <message>
        <source>Details</source>
        <translation>التفاصيل</translation>
    </message>
    <message>
        <source>The model&apos;s answer, word for word</source>
        <translation>جواب النموذج حرفياً</translation>
    </message>
    <message>
        <source>Raw answer</source>
        <translation>الجواب الخام</translation>
    </message>
    <message>
        <source>Locate with reasoning</source>
        <translation>تحديد المكان مع التعليل</translation>
    </message>
    <message>
        <source>Set position</source>
        <translation>ضبط الموقع</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>محو</translation>
    </message>
    <message>
        <source>Take back the position that you gave this photo</source>
        <translation>التراجع عن الموقع الذي أعطيته لهذه الصورة</translation>
    </message>
    <message>
        <source>Details of the photo</source>
        <translation>تفاصيل الصورة</translation>
    </message>
    <message>
        <source>Choose a photo to see
where it was taken, and why.</source>
        <translation>اختر صورة لترى
أين التُقطت ولماذا.</translation>
    </message>
    <message>
        <source>Locate again</source>
        <translation>تحديد المكان من جديد</translation>
    </message>
</context>
<context>
    <name>EmptyState</name>
    <message>
        <source>Empty library</source>
        <translation>مكتبة فارغة</translation>
    </message>
    <message>
        <source>Where was this taken?</source>
        <translation>أين التُقطت هذه؟</translation>
    </message>
    <message>
        <source>Drop photos or folders here. Meridian looks at each one, says what it sees,
and shows where it was taken and how sure it is.

Everything happens on this computer; no file is changed unless you say so.</source>
        <translation>أفلت الصور أو المجلدات هنا. ينظر Meridian إلى كل واحدة ويقول ما يراه،
ويُظهر أين التُقطت وما مدى ثقته.

كل شيء يجري على هذا الحاسوب، ولا يُغيَّر أي ملف إلا إذا أردت.</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>إضافة مجلد…</translation>
    </message>
    <message>
        <source>Add photos…</source>
        <translation>إضافة صور…</translation>
    </message>
    <message>
        <source>Open the sample album</source>
        <translation>فتح ألبوم العينة</translation>
    </message>
</context>
<context>
    <name>FactsSection</name>
    <message>
        <source>The photo</source>
        <translation>الصورة</translation>
    </message>
    <message>
        <source>{width} × {height} pixels</source>
        <translation>{width} × {height} بكسل</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>التُقطت</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>الكاميرا</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>الحجم</translation>
    </message>
    <message>
        <source>File</source>
        <translation>الملف</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>المجلد</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>{share} or more</source>
        <translation>{share} أو أكثر</translation>
    </message>
    <message>
        <source>Without date</source>
        <translation>بلا تاريخ</translation>
    </message>
    <message>
        <source>{label} ({count})</source>
        <translation>{label} ({count})</translation>
    </message>
    <message>
        <source>Search place, clue or file</source>
        <translation>ابحث عن مكان أو دليل أو ملف</translation>
    </message>
    <message>
        <source>Sort</source>
        <translation>ترتيب</translation>
    </message>
    <message>
        <source>More filters</source>
        <translation>مرشحات أخرى</translation>
    </message>
    <message>
        <source>More filters: confidence, country, date, folder</source>
        <translation>مرشحات أخرى: الثقة، البلد، التاريخ، المجلد</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>الثقة</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>البلد</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>التاريخ</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>المجلد</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>الأحدث أولاً</translation>
    </message>
    <message>
        <source>Oldest first</source>
        <translation>الأقدم أولاً</translation>
    </message>
    <message>
        <source>Surest first</source>
        <translation>الأوثق أولاً</translation>
    </message>
    <message>
        <source>Least sure first</source>
        <translation>الأقل ثقة أولاً</translation>
    </message>
    <message>
        <source>Recently added</source>
        <translation>المضافة مؤخراً</translation>
    </message>
    <message>
        <source>All</source>
        <translation>الكل</translation>
    </message>
    <message>
        <source>Located</source>
        <translation>محدد المكان</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>غير مؤكد</translation>
    </message>
    <message>
        <source>Cannot place</source>
        <translation>لا يمكن تحديده</translation>
    </message>
    <message>
        <source>Has GPS</source>
        <translation>له GPS</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>مكتوب</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>ينتظر</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>فشل</translation>
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
        <translation>لا شيء</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>اختيار…</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>اختيار مجلد</translation>
    </message>
</context>
<context>
    <name>Grid</name>
    <message>
        <source>Not located yet</source>
        <translation>لم يُحدد مكانها بعد</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>ينتظر</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>قيد النظر…</translation>
    </message>
    <message>
        <source>Cannot be placed</source>
        <translation>لا يمكن تحديد مكانها</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>فشل</translation>
    </message>
    <message>
        <source>No position</source>
        <translation>بلا موقع</translation>
    </message>
    <message>
        <source>Failed: {reason}</source>
        <translation>فشل: {reason}</translation>
    </message>
    <message>
        <source>Looked at again</source>
        <translation>يُنظر إليها من جديد</translation>
    </message>
    <message>
        <source>Waiting for another look</source>
        <translation>تنتظر نظرة أخرى</translation>
    </message>
    <message>
        <source>Position given by you</source>
        <translation>موقع أعطيته أنت</translation>
    </message>
    <message>
        <source>GPS position in the photo</source>
        <translation>موقع GPS في الصورة</translation>
    </message>
    <message>
        <source>Estimated, confidence not calibrated</source>
        <translation>مقدّر، الثقة غير معايرة</translation>
    </message>
    <message>
        <source>Estimated, high confidence, {share}</source>
        <translation>مقدّر، ثقة عالية، {share}</translation>
    </message>
    <message>
        <source>Estimated, medium confidence, {share}</source>
        <translation>مقدّر، ثقة متوسطة، {share}</translation>
    </message>
    <message>
        <source>Estimated, low confidence, {share}</source>
        <translation>مقدّر، ثقة منخفضة، {share}</translation>
    </message>
    <message>
        <source>Written to the file</source>
        <translation>مكتوب في الملف</translation>
    </message>
    <message>
        <source>One of {count} photos that look alike and share an answer</source>
        <translation>واحدة من {count} صور متشابهة تشترك في إجابة واحدة</translation>
    </message>
    <message>
        <source>One of {count} copies</source>
        <translation>واحدة من {count} نسخ</translation>
    </message>
</context>
<context>
    <name>GridPanel</name>
    <message>
        <source>Photos</source>
        <translation>الصور</translation>
    </message>
    <message>
        <source>Photos: {total}</source>
        <translation>الصور: {total}</translation>
    </message>
    <message>
        <source>Photos: {shown} of {total}</source>
        <translation>الصور: {shown} من {total}</translation>
    </message>
    <message>
        <source>{photos} · Selected: {selected}</source>
        <translation>{photos} · المحدد: {selected}</translation>
    </message>
</context>
<context>
    <name>GridView</name>
    <message>
        <source>Photos</source>
        <translation>الصور</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>Written by the command line</source>
        <translation>كُتب من سطر الأوامر</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>تم التراجع عنه</translation>
    </message>
    <message>
        <source>partly taken back</source>
        <translation>تم التراجع عن بعضه</translation>
    </message>
    <message>
        <source>in the files</source>
        <translation>في الملفات</translation>
    </message>
</context>
<context>
    <name>HistoryDialog</name>
    <message>
        <source>History of writes</source>
        <translation>سجل الكتابة</translation>
    </message>
    <message>
        <source>Batches</source>
        <translation>الدفعات</translation>
    </message>
    <message>
        <source>Files of the batch</source>
        <translation>ملفات الدفعة</translation>
    </message>
    <message>
        <source>Files taken back</source>
        <translation>الملفات المتراجع عنها</translation>
    </message>
    <message>
        <source>Bring these files back, byte for byte? What you have changed since is left alone.</source>
        <translation>هل تُعاد هذه الملفات بايتاً بايتاً؟ ما غيّرته منذ ذلك الحين لن يُمس.</translation>
    </message>
    <message>
        <source>Take this batch back…</source>
        <translation>التراجع عن هذه الدفعة…</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>تراجع</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>إبقاء</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>Reading the history…</source>
        <translation>جارٍ قراءة السجل…</translation>
    </message>
    <message>
        <source>Nothing has been written to files yet.
What you write can be undone here.</source>
        <translation>لم يُكتب شيء في الملفات بعد.
ما تكتبه يمكن التراجع عنه هنا.</translation>
    </message>
    <message>
        <source>{when}. {files}, {standing}.</source>
        <translation>{when}. {files}, {standing}.</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) are as they were before.</source>
        <translation>
            <numerusform>لا ملف عاد كما كان.</numerusform>
            <numerusform>عاد ملف واحد كما كان.</numerusform>
            <numerusform>عاد ملفان كما كانا.</numerusform>
            <numerusform>عادت %n ملفات كما كانت.</numerusform>
            <numerusform>عاد %n ملفاً كما كان.</numerusform>
            <numerusform>عاد %n ملف كما كان.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n were left alone; the list says why.</source>
        <translation>
            <numerusform>لم يُترك أي ملف.</numerusform>
            <numerusform>تُرك ملف واحد كما هو؛ والقائمة تقول لماذا.</numerusform>
            <numerusform>تُرك ملفان كما هما؛ والقائمة تقول لماذا.</numerusform>
            <numerusform>تُركت %n ملفات كما هي؛ والقائمة تقول لماذا.</numerusform>
            <numerusform>تُرك %n ملفاً كما هو؛ والقائمة تقول لماذا.</numerusform>
            <numerusform>تُرك %n ملف كما هو؛ والقائمة تقول لماذا.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LibrarySession</name>
    <message>
        <source>{path} does not exist.</source>
        <translation>{path} غير موجود.</translation>
    </message>
    <message>
        <source>The model stopped and was started again. Nothing was lost.</source>
        <translation>توقف النموذج وأُعيد تشغيله. لم يُفقد شيء.</translation>
    </message>
</context>
<context>
    <name>LinesModel</name>
    <message>
        <source>Photo</source>
        <translation>الصورة</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>النتيجة</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>ملاحظة</translation>
    </message>
</context>
<context>
    <name>LookingPage</name>
    <message>
        <source>Looking at the files…</source>
        <translation>جارٍ النظر في الملفات…</translation>
    </message>
    <message>
        <source>Nothing is written yet.</source>
        <translation>لم يُكتب شيء بعد.</translation>
    </message>
    <message>
        <source>Files looked at</source>
        <translation>الملفات التي نُظر فيها</translation>
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
        <translation>هذا هو النموذج الصغير للبداية: يعرف البطاقات المرسومة في ألبوم العينة ويرفض الصور الحقيقية. أضف نموذجاً للصور لتحديد أماكن صورك.</translation>
    </message>
    <message>
        <source>How to get one…</source>
        <translation>كيف تحصل على واحد…</translation>
    </message>
    <message>
        <source>Use the good copy</source>
        <translation>استخدام النسخة السليمة</translation>
    </message>
    <message>
        <source>Begin a new library</source>
        <translation>بدء مكتبة جديدة</translation>
    </message>
    <message>
        <source>Open another…</source>
        <translation>فتح أخرى…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>إنهاء</translation>
    </message>
    <message>
        <source>The good copy is in place. The damaged library is kept as {file}.</source>
        <translation>وُضعت النسخة السليمة في مكانها. وتبقى المكتبة التالفة محفوظة باسم {file}.</translation>
    </message>
    <message>
        <source>Saved {file}.</source>
        <translation>حُفظ {file}.</translation>
    </message>
</context>
<context>
    <name>Map</name>
    <message>
        <source>High</source>
        <translation>عالية</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>متوسطة</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>منخفضة</translation>
    </message>
    <message>
        <source>Not calibrated</source>
        <translation>غير معايرة</translation>
    </message>
    <message>
        <source>Known</source>
        <translation>معروف</translation>
    </message>
    <message>
        <source>Country only</source>
        <translation>البلد فقط</translation>
    </message>
    <message>
        <source>Known position, not an estimate</source>
        <translation>موقع معروف، لا تقدير</translation>
    </message>
    <message>
        <source>Estimated, confidence not calibrated</source>
        <translation>مقدّر، الثقة غير معايرة</translation>
    </message>
    <message>
        <source>Estimated, high confidence, {percent}</source>
        <translation>مقدّر، ثقة عالية، {percent}</translation>
    </message>
    <message>
        <source>Estimated, medium confidence, {percent}</source>
        <translation>مقدّر، ثقة متوسطة، {percent}</translation>
    </message>
    <message>
        <source>Estimated, low confidence, {percent}</source>
        <translation>مقدّر، ثقة منخفضة، {percent}</translation>
    </message>
    <message>
        <source>within {distance}</source>
        <translation>ضمن {distance}</translation>
    </message>
    <message>
        <source>{number}&#x202f;m</source>
        <translation>{number} م</translation>
    </message>
    <message>
        <source>{number}&#x202f;km</source>
        <translation>{number} كم</translation>
    </message>
    <message>
        <source>{city}, {country}</source>
        <translation>{city}، {country}</translation>
    </message>
    <message>
        <source>Somewhere in {country}</source>
        <translation>في مكان ما من {country}</translation>
    </message>
    <message>
        <source>Known position</source>
        <translation>موقع معروف</translation>
    </message>
    <message>
        <source>Estimated position</source>
        <translation>موقع مقدّر</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>الثقة</translation>
    </message>
    <message>
        <source>Legend: confidence that the place is within 25 km</source>
        <translation>المفتاح: الثقة بأن المكان ضمن 25 كم</translation>
    </message>
    <message>
        <source>Recorded in the photo, or set by its owner</source>
        <translation>مسجل في الصورة أو ضبطه صاحبها</translation>
    </message>
    <message>
        <source>{high} and more</source>
        <translation>{high} وأكثر</translation>
    </message>
    <message>
        <source>{medium} to {high}</source>
        <translation>من {medium} إلى {high}</translation>
    </message>
    <message>
        <source>below {medium}</source>
        <translation>أقل من {medium}</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>الخريطة</translation>
    </message>
    <message>
        <source>Photos: {count}</source>
        <translation>الصور: {count}</translation>
    </message>
    <message>
        <source>Photos: {count}. Show them.</source>
        <translation>الصور: {count}. إظهارها.</translation>
    </message>
    <message>
        <source>Photos here: {count}</source>
        <translation>الصور هنا: {count}</translation>
    </message>
    <message>
        <source>Close together</source>
        <translation>متقاربة جداً</translation>
    </message>
    <message>
        <source>{count} more that are not shown here</source>
        <translation>{count} أخرى غير معروضة هنا</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>تكبير</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>تصغير</translation>
    </message>
    <message>
        <source>Show all photos</source>
        <translation>إظهار كل الصور</translation>
    </message>
    <message>
        <source>Show the selection</source>
        <translation>إظهار المحدد</translation>
    </message>
    <message>
        <source>Search a place</source>
        <translation>البحث عن مكان</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>الأماكن</translation>
    </message>
    <message>
        <source>No place of that name is known.</source>
        <translation>لا يُعرف مكان بهذا الاسم.</translation>
    </message>
    <message>
        <source>Set location here</source>
        <translation>ضبط الموقع هنا</translation>
    </message>
    <message>
        <source>Select photos first, then give them this place.</source>
        <translation>حدد صوراً أولاً، ثم أعطها هذا المكان.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>Drag to correct</source>
        <translation>اسحب للتصحيح</translation>
    </message>
    <message>
        <source>{distance} from where it was</source>
        <translation>على بعد {distance} من مكانه السابق</translation>
    </message>
    <message>
        <source>No position yet. Right-click the map or search a place to give one.</source>
        <translation>لا موقع بعد. انقر الخريطة بالزر الأيمن أو ابحث عن مكان لإعطائها موقعاً.</translation>
    </message>
    <message>
        <source>Nothing on the map yet</source>
        <translation>لا شيء على الخريطة بعد</translation>
    </message>
    <message>
        <source>Photos appear here as soon as they have a position.</source>
        <translation>تظهر الصور هنا فور أن يكون لها موقع.</translation>
    </message>
    <message>
        <source>Map data</source>
        <translation>بيانات الخريطة</translation>
    </message>
</context>
<context>
    <name>MapMenu</name>
    <message>
        <source>Set location here</source>
        <translation>ضبط الموقع هنا</translation>
    </message>
    <message>
        <source>Set location of all {count} selected photos here</source>
        <translation>ضبط موقع الصور المحددة كلها ({count}) هنا</translation>
    </message>
    <message>
        <source>Copy coordinates: {words}</source>
        <translation>نسخ الإحداثيات: {words}</translation>
    </message>
    <message>
        <source>Select these photos</source>
        <translation>تحديد هذه الصور</translation>
    </message>
    <message>
        <source>Show the selection</source>
        <translation>إظهار المحدد</translation>
    </message>
    <message>
        <source>Show all photos</source>
        <translation>إظهار كل الصور</translation>
    </message>
</context>
<context>
    <name>MapPanel</name>
    <message>
        <source>Map</source>
        <translation>الخريطة</translation>
    </message>
    <message>
        <source>The map is switched off by {variable}.</source>
        <translation>الخريطة معطلة بواسطة {variable}.</translation>
    </message>
    <message>
        <source>There is no map to search. Type a position instead.</source>
        <translation>لا توجد خريطة للبحث فيها. اكتب موقعًا بدلًا من ذلك.</translation>
    </message>
    <message>
        <source>The map cannot be shown, because Qt WebEngine does not start here: {reason}. Everything else works.</source>
        <translation>لا يمكن إظهار الخريطة لأن Qt WebEngine لا يعمل هنا: {reason}. كل ما عداها يعمل.</translation>
    </message>
    <message>
        <source>Copied {coordinates}.</source>
        <translation>نُسخ {coordinates}.</translation>
    </message>
    <message>
        <source>The map stopped and was started again.</source>
        <translation>توقفت الخريطة وأُعيد تشغيلها.</translation>
    </message>
    <message>
        <source>The map stopped several times in a row, so the list is shown instead until Meridian is started again.</source>
        <translation>توقفت الخريطة عدة مرات متتالية، لذا تُعرض القائمة إلى أن يُشغَّل Meridian من جديد.</translation>
    </message>
</context>
<context>
    <name>MapSourceEditor</name>
    <message>
        <source>Built-in map</source>
        <translation>الخريطة المدمجة</translation>
    </message>
    <message>
        <source>A map file</source>
        <translation>ملف خريطة</translation>
    </message>
    <message>
        <source>Tiles from the internet</source>
        <translation>مربعات من الإنترنت</translation>
    </message>
    <message>
        <source>Map files (*.mbtiles *.pmtiles)</source>
        <translation>ملفات الخرائط (*.mbtiles *.pmtiles)</translation>
    </message>
    <message>
        <source>Get the map from {host}?</source>
        <translation>هل تُجلب الخريطة من {host}؟</translation>
    </message>
    <message>
        <source>This server then learns the address of this computer, and which parts of the world you look at, and may guess from it where your photos were taken. Photos, positions and names of files are never sent. You can go back to the built-in map at any time.</source>
        <translation>عندئذ يعرف هذا الخادم عنوان هذا الحاسوب وأي أجزاء العالم تنظر إليها، وقد يخمن منها أين التُقطت صورك. لا تُرسل الصور ولا المواقع ولا أسماء الملفات أبداً. يمكنك العودة إلى الخريطة المدمجة في أي وقت.</translation>
    </message>
    <message>
        <source>Go online for the map</source>
        <translation>الاتصال من أجل الخريطة</translation>
    </message>
    <message>
        <source>Stay offline</source>
        <translation>البقاء دون اتصال</translation>
    </message>
    <message>
        <source>Map file</source>
        <translation>ملف الخريطة</translation>
    </message>
    <message>
        <source>Address of the tiles</source>
        <translation>عنوان المربعات</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>اختيار…</translation>
    </message>
    <message>
        <source>Allow…</source>
        <translation>سماح…</translation>
    </message>
</context>
<context>
    <name>ModelCard</name>
    <message>
        <source>In use</source>
        <translation>قيد الاستخدام</translation>
    </message>
    <message>
        <source>This model cannot be used.</source>
        <translation>لا يمكن استخدام هذا النموذج.</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>استخدام</translation>
    </message>
    <message>
        <source>Use {model}</source>
        <translation>استخدام {model}</translation>
    </message>
    <message>
        <source>Check the files</source>
        <translation>فحص الملفات</translation>
    </message>
    <message>
        <source>Check the files of {model}</source>
        <translation>فحص ملفات {model}</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>إزالة…</translation>
    </message>
    <message>
        <source>Remove {model}</source>
        <translation>إزالة {model}</translation>
    </message>
</context>
<context>
    <name>Models</name>
    <message>
        <source>{model} is in use, and this computer has room for it.</source>
        <translation>{model} قيد الاستخدام، وفي هذا الحاسوب متسع له.</translation>
    </message>
    <message>
        <source>Use {model}: it is for photographs, and this computer has room for it.</source>
        <translation>استخدم {model}: فهو للصور، وفي هذا الحاسوب متسع له.</translation>
    </message>
    <message>
        <source>{model} needs more memory than is free now. Close other programs, or add a smaller version of it.</source>
        <translation>يحتاج {model} إلى ذاكرة أكثر مما هو متاح الآن. أغلق برامج أخرى أو أضف نسخة أصغر منه.</translation>
    </message>
    <message>
        <source>To locate photographs, add a model that was made for them, such as GLOBE 7B.</source>
        <translation>لتحديد أماكن الصور أضف نموذجاً صُنع لها، مثل GLOBE 7B.</translation>
    </message>
    <message>
        <source>It needs about {needed} of free memory, and this computer has {free} now: it would be very slow here unless other programs are closed.</source>
        <translation>يحتاج إلى نحو {needed} من الذاكرة المتاحة، وفي هذا الحاسوب الآن {free}: سيكون بطيئاً جداً ما لم تُغلق برامج أخرى.</translation>
    </message>
    <message>
        <source>This computer has the memory for it, but too little room on the disk: {disk_needed} are needed, {disk_free} are free.</source>
        <translation>في هذا الحاسوب ذاكرة كافية له، لكن مساحة القرص قليلة: يلزم {disk_needed} والمتاح {disk_free}.</translation>
    </message>
    <message>
        <source>This computer has {free} of free memory, enough for the version called Q4_K_M (about {needed}).</source>
        <translation>في هذا الحاسوب {free} من الذاكرة المتاحة، وهذا يكفي للنسخة المسماة Q4_K_M (نحو {needed}).</translation>
    </message>
    <message>
        <source>{first} {second}</source>
        <translation>{first} {second}</translation>
    </message>
    <message>
        <source>How good it is was never measured.</source>
        <translation>لم يُقس قط مدى جودته.</translation>
    </message>
    <message>
        <source>Right within 25 km for {share} of {count} photos ({dataset}).</source>
        <translation>صحيح ضمن 25 كم في {share} من {count} صورة ({dataset}).</translation>
    </message>
    <message>
        <source>Tested with {count} pictures: {dataset}.</source>
        <translation>جُرّب على {count} صورة: {dataset}.</translation>
    </message>
    <message>
        <source>Needs about {needed} of memory.</source>
        <translation>يحتاج إلى نحو {needed} من الذاكرة.</translation>
    </message>
    <message>
        <source>Needs about {needed} of memory; {free} are free.</source>
        <translation>يحتاج إلى نحو {needed} من الذاكرة؛ والمتاح {free}.</translation>
    </message>
    <message>
        <source>Needs about {needed} of memory, but only {free} are free: it would be very slow.</source>
        <translation>يحتاج إلى نحو {needed} من الذاكرة، لكن المتاح {free} فقط: سيكون بطيئاً جداً.</translation>
    </message>
    <message>
        <source>A quick answer took about {seconds} s here.</source>
        <translation>استغرق الجواب السريع هنا نحو {seconds} ث.</translation>
    </message>
    <message>
        <source>sureness measured</source>
        <translation>الثقة مقيسة</translation>
    </message>
    <message>
        <source>sureness not measured</source>
        <translation>الثقة غير مقيسة</translation>
    </message>
</context>
<context>
    <name>ModelsDialog</name>
    <message>
        <source>Models</source>
        <translation>النماذج</translation>
    </message>
    <message>
        <source>Looking at the models…</source>
        <translation>جارٍ النظر في النماذج…</translation>
    </message>
    <message>
        <source>How far it has come</source>
        <translation>مقدار التقدم</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>إيقاف</translation>
    </message>
    <message>
        <source>Add a model…</source>
        <translation>إضافة نموذج…</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>رجوع</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>A model on {host} is asked, not one on this computer.</source>
        <translation>يُسأل نموذج على {host}، لا نموذج على هذا الحاسوب.</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} من {total}</translation>
    </message>
    <message>
        <source>Stopped. A download goes on from there the next time.</source>
        <translation>توقف. يُستأنف التنزيل من هناك في المرة القادمة.</translation>
    </message>
    <message>
        <source>{title}: {message} {hint}</source>
        <translation>{title}: {message} {hint}</translation>
    </message>
    <message>
        <source>Adding the model…</source>
        <translation>جارٍ إضافة النموذج…</translation>
    </message>
    <message>
        <source>{model} was added.</source>
        <translation>أُضيف {model}.</translation>
    </message>
    <message>
        <source>Asking the server…</source>
        <translation>جارٍ سؤال الخادم…</translation>
    </message>
    <message>
        <source>Checking the files…</source>
        <translation>جارٍ فحص الملفات…</translation>
    </message>
    <message>
        <source>{model} is whole.</source>
        <translation>{model} سليم.</translation>
    </message>
    <message>
        <source>Remove {model} from this computer?</source>
        <translation>هل يُزال {model} من هذا الحاسوب؟</translation>
    </message>
    <message>
        <source>What it found stays in your libraries.</source>
        <translation>ما وجده يبقى في مكتباتك.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>إزالة</translation>
    </message>
    <message>
        <source>Removing the model…</source>
        <translation>جارٍ إزالة النموذج…</translation>
    </message>
    <message>
        <source>{model} was removed.</source>
        <translation>أُزيل {model}.</translation>
    </message>
    <message>
        <source>{model} is asked from now on.</source>
        <translation>من الآن فصاعداً يُسأل {model}.</translation>
    </message>
    <message>
        <source>Choose one of the models on {host}: {models}.</source>
        <translation>اختر أحد النماذج على {host}: ‏{models}.</translation>
    </message>
    <message>
        <source>{host} has no model.</source>
        <translation>لا يوجد نموذج على {host}.</translation>
    </message>
    <message>
        <source>From now on, photos are sent to {host}.</source>
        <translation>من الآن فصاعدًا تُرسل الصور إلى {host}.</translation>
    </message>
    <message>
        <source>From now on, no photo leaves this computer.</source>
        <translation>من الآن فصاعدًا لا تغادر أي صورة هذا الحاسوب.</translation>
    </message>
    <message>
        <source>The server and its key are forgotten.</source>
        <translation>نُسي الخادم ومفتاحه.</translation>
    </message>
</context>
<context>
    <name>Operations</name>
    <message>
        <source>Add photos</source>
        <translation>إضافة صور</translation>
    </message>
    <message>
        <source>Photos ({endings});;All files (*)</source>
        <translation>الصور ({endings});;كل الملفات (*)</translation>
    </message>
    <message>
        <source>Add a folder</source>
        <translation>إضافة مجلد</translation>
    </message>
    <message>
        <source>There are no files to paste.</source>
        <translation>لا توجد ملفات للصق.</translation>
    </message>
    <message>
        <source>Meridian works offline and takes no pictures from the internet ({count}). Save them to a folder first, then drop the files here.</source>
        <translation>يعمل Meridian دون اتصال ولا يأخذ صوراً من الإنترنت ({count}). احفظها أولاً في مجلد، ثم أفلت الملفات هنا.</translation>
    </message>
    <message>
        <source>Watch a folder</source>
        <translation>مراقبة مجلد</translation>
    </message>
    <message>
        <source>Open a library, or name a new one</source>
        <translation>فتح مكتبة أو تسمية مكتبة جديدة</translation>
    </message>
    <message>
        <source>Meridian libraries (*.sqlite)</source>
        <translation>مكتبات Meridian (*.sqlite)</translation>
    </message>
    <message>
        <source>None of these photos was placed by you.</source>
        <translation>لم تضع أنت أياً من هذه الصور في مكانها.</translation>
    </message>
    <message>
        <source>Remove the selected photos ({count}) from the library?</source>
        <translation>هل تُزال الصور المحددة ({count}) من المكتبة؟</translation>
    </message>
    <message>
        <source>The files stay where they are. Positions that you gave are forgotten.</source>
        <translation>تبقى الملفات في أماكنها. وتُنسى المواقع التي أعطيتها.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>إزالة</translation>
    </message>
    <message>
        <source>Save a report</source>
        <translation>حفظ تقرير</translation>
    </message>
    <message>
        <source>These photos know where they were taken.</source>
        <translation>هذه الصور تعرف أين التُقطت.</translation>
    </message>
</context>
<context>
    <name>Outcomes</name>
    <message>
        <source>Written into the photo</source>
        <translation>كُتب في الصورة</translation>
    </message>
    <message>
        <source>Written beside it</source>
        <translation>كُتب بجانبها</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>تم تخطيه</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>فشل</translation>
    </message>
    <message>
        <source>As it was before</source>
        <translation>كما كان من قبل</translation>
    </message>
    <message>
        <source>Sidecar removed</source>
        <translation>أُزيل الملف المرافق</translation>
    </message>
    <message>
        <source>Left alone</source>
        <translation>تُرك كما هو</translation>
    </message>
    <message>
        <source>Not finished</source>
        <translation>لم يكتمل</translation>
    </message>
    <message>
        <source>Written beside the photo</source>
        <translation>كُتب بجانب الصورة</translation>
    </message>
    <message>
        <source>Being taken back</source>
        <translation>يجري التراجع عنه</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>تم التراجع عنه</translation>
    </message>
    <message>
        <source>Interrupted, as it was before</source>
        <translation>انقطع، كما كان من قبل</translation>
    </message>
    <message>
        <source>Changed by another program</source>
        <translation>غيّره برنامج آخر</translation>
    </message>
</context>
<context>
    <name>PhotoPreview</name>
    <message>
        <source>Photo</source>
        <translation>الصورة</translation>
    </message>
    <message>
        <source>Plus and minus zoom, 0 fits the photo, 1 shows it at 100 %, arrows move it.</source>
        <translation>الزائد والناقص للتكبير والتصغير، 0 يلائم الصورة، 1 يعرضها بنسبة 100 %، والأسهم تحركها.</translation>
    </message>
    <message>
        <source>Photo {name}</source>
        <translation>الصورة {name}</translation>
    </message>
</context>
<context>
    <name>PlaceCard</name>
    <message>
        <source>Nothing in the picture ties it to one place. That is an answer, not a failure.</source>
        <translation>لا شيء في الصورة يربطها بمكان واحد. هذا جواب وليس فشلاً.</translation>
    </message>
    <message>
        <source>If you know where it was taken, set the position yourself.</source>
        <translation>إن كنت تعرف أين التُقطت فاضبط الموقع بنفسك.</translation>
    </message>
    <message>
        <source>The model has not looked at this photo.</source>
        <translation>لم ينظر النموذج إلى هذه الصورة.</translation>
    </message>
    <message>
        <source>Other photos are ahead of it.</source>
        <translation>صور أخرى قبلها.</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>نُسخ</translation>
    </message>
    <message>
        <source>Copy the coordinates</source>
        <translation>نسخ الإحداثيات</translation>
    </message>
</context>
<context>
    <name>PlaceTableModel</name>
    <message>
        <source>File</source>
        <translation>الملف</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>المكان</translation>
    </message>
    <message>
        <source>Coordinates</source>
        <translation>الإحداثيات</translation>
    </message>
    <message>
        <source>Certainty</source>
        <translation>اليقين</translation>
    </message>
    <message>
        <source>Known</source>
        <translation>معروف</translation>
    </message>
    <message>
        <source>Estimated, not calibrated</source>
        <translation>مقدّر، غير معاير</translation>
    </message>
    <message>
        <source>Estimated, {percent}</source>
        <translation>مقدّر، {percent}</translation>
    </message>
    <message>
        <source>Estimated, {percent}, within {distance}</source>
        <translation>مقدّر، {percent}، ضمن {distance}</translation>
    </message>
</context>
<context>
    <name>PlainList</name>
    <message>
        <source>Photos and where they are</source>
        <translation>الصور وأماكنها</translation>
    </message>
</context>
<context>
    <name>PositionEntry</name>
    <message>
        <source>Latitude, longitude: 38.72, -9.13</source>
        <translation>خط العرض، خط الطول: 38.72, -9.13</translation>
    </message>
    <message>
        <source>Latitude and longitude in degrees</source>
        <translation>خط العرض وخط الطول بالدرجات</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>ضبط</translation>
    </message>
    <message>
        <source>Or drag the photo&apos;s pin on the map, or search a place there.</source>
        <translation>أو اسحب دبوس الصورة على الخريطة، أو ابحث عن مكان هناك.</translation>
    </message>
</context>
<context>
    <name>PreferencesDialog</name>
    <message>
        <source>Preferences</source>
        <translation>التفضيلات</translation>
    </message>
    <message>
        <source>Restore the defaults</source>
        <translation>استعادة الأصل</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
</context>
<context>
    <name>QueueStrip</name>
    <message>
        <source>What Meridian is doing</source>
        <translation>ما يفعله Meridian</translation>
    </message>
    <message>
        <source>Photos found: {photos}.</source>
        <translation>الصور التي عُثر عليها: {photos}.</translation>
    </message>
    <message>
        <source>Photos found: {photos}. Other files left alone: {others}.</source>
        <translation>الصور التي عُثر عليها: {photos}. ملفات أخرى تُركت: {others}.</translation>
    </message>
    <message>
        <source>Photos located</source>
        <translation>الصور المحدد مكانها</translation>
    </message>
    <message>
        <source>Stop and forget what waits</source>
        <translation>إيقاف ونسيان ما ينتظر</translation>
    </message>
    <message>
        <source>Notice</source>
        <translation>إشعار</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>متابعة</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>إيقاف مؤقت</translation>
    </message>
    <message>
        <source>Photos leave this computer</source>
        <translation>الصور تغادر هذا الحاسوب</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>دون اتصال</translation>
    </message>
    <message>
        <source>Photos are sent to the engine that you set up.</source>
        <translation>تُرسل الصور إلى المحرك الذي أعددته.</translation>
    </message>
    <message>
        <source>Everything happens on this computer; no photo leaves it.</source>
        <translation>كل شيء يجري على هذا الحاسوب؛ ولا تغادره أي صورة.</translation>
    </message>
    <message>
        <source>Looking for photos: {count} found</source>
        <translation>البحث عن صور: عُثر على {count}</translation>
    </message>
    <message>
        <source>No model: photos are not located.</source>
        <translation>لا يوجد نموذج: لن تُحدَّد مواقع الصور.</translation>
    </message>
    <message>
        <source>Opening the library…</source>
        <translation>جارٍ فتح المكتبة…</translation>
    </message>
    <message>
        <source>{model} cannot be used</source>
        <translation>لا يمكن استخدام {model}</translation>
    </message>
    <message>
        <source>Loading {model}…</source>
        <translation>جارٍ تحميل {model}…</translation>
    </message>
    <message>
        <source>{model} is ready</source>
        <translation>{model} جاهز</translation>
    </message>
    <message>
        <source>Paused at {done} of {total} photos</source>
        <translation>متوقف مؤقتاً عند {done} من {total} صورة</translation>
    </message>
    <message>
        <source>{done} of {total} photos located</source>
        <translation>حُدد مكان {done} من {total} صورة</translation>
    </message>
    <message>
        <source>{count} photos a minute</source>
        <translation>{count} صورة في الدقيقة</translation>
    </message>
    <message>
        <source>{pace} · {left}</source>
        <translation>{pace} · {left}</translation>
    </message>
    <message>
        <source>less than a minute left</source>
        <translation>بقي أقل من دقيقة</translation>
    </message>
    <message>
        <source>about {count} min left</source>
        <translation>بقي نحو {count} د</translation>
    </message>
    <message>
        <source>about {count} h left</source>
        <translation>بقي نحو {count} س</translation>
    </message>
</context>
<context>
    <name>ReasoningText</name>
    <message>
        <source>The model&apos;s reasoning</source>
        <translation>تعليل النموذج</translation>
    </message>
</context>
<context>
    <name>Reasons</name>
    <message>
        <source>It has not been located yet.</source>
        <translation>لم يُحدد مكانها بعد.</translation>
    </message>
    <message>
        <source>It cannot be placed.</source>
        <translation>لا يمكن تحديد مكانها.</translation>
    </message>
    <message>
        <source>How sure the model is was never measured. 0 % writes it anyway.</source>
        <translation>لم تُقس قط ثقة النموذج. القيمة 0 % تكتبها على أي حال.</translation>
    </message>
    <message>
        <source>Only the country is known.</source>
        <translation>البلد وحده معروف.</translation>
    </message>
    <message>
        <source>Not sure enough.</source>
        <translation>ليس مؤكداً بما يكفي.</translation>
    </message>
    <message>
        <source>It already has a position.</source>
        <translation>لها موقع بالفعل.</translation>
    </message>
    <message>
        <source>The file has changed since it was located.</source>
        <translation>تغير الملف منذ تحديد المكان.</translation>
    </message>
    <message>
        <source>The file is write-protected.</source>
        <translation>الملف محمي من الكتابة.</translation>
    </message>
    <message>
        <source>This kind of file is not written into, and sidecars are switched off.</source>
        <translation>لا يُكتب داخل ملفات من هذا النوع، والملفات المرافقة معطلة.</translation>
    </message>
</context>
<context>
    <name>ResultPage</name>
    <message>
        <source>Only what was not written</source>
        <translation>ما لم يُكتب فقط</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>النتائج</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) written</source>
        <translation>
            <numerusform>لم تُكتب أي صورة</numerusform>
            <numerusform>كُتبت صورة واحدة</numerusform>
            <numerusform>كُتبت صورتان</numerusform>
            <numerusform>كُتبت %n صور</numerusform>
            <numerusform>كُتبت %n صورة</numerusform>
            <numerusform>كُتبت %n صورة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed and are unchanged.</source>
        <translation>
            <numerusform>لم يفشل شيء.</numerusform>
            <numerusform>فشلت واحدة ولم تتغير.</numerusform>
            <numerusform>فشلت اثنتان ولم تتغيرا.</numerusform>
            <numerusform>فشلت %n ولم تتغير.</numerusform>
            <numerusform>فشلت %n ولم تتغير.</numerusform>
            <numerusform>فشلت %n ولم تتغير.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n were skipped.</source>
        <translation>
            <numerusform>لم يُتخط شيء.</numerusform>
            <numerusform>تم تخطي واحدة.</numerusform>
            <numerusform>تم تخطي اثنتين.</numerusform>
            <numerusform>تم تخطي %n.</numerusform>
            <numerusform>تم تخطي %n.</numerusform>
            <numerusform>تم تخطي %n.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n were not reached and are unchanged.</source>
        <translation>
            <numerusform>لم يبق شيء.</numerusform>
            <numerusform>لم يُوصل إلى واحدة ولم تتغير.</numerusform>
            <numerusform>لم يُوصل إلى اثنتين ولم تتغيرا.</numerusform>
            <numerusform>لم يُوصل إلى %n ولم تتغير.</numerusform>
            <numerusform>لم يُوصل إلى %n ولم تتغير.</numerusform>
            <numerusform>لم يُوصل إلى %n ولم تتغير.</numerusform>
        </translation>
    </message>
    <message>
        <source>Each file was read again and holds what it should.</source>
        <translation>قُرئ كل ملف من جديد وفيه ما يجب.</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) are as they were before</source>
        <translation>
            <numerusform>لا ملف عاد كما كان</numerusform>
            <numerusform>عاد ملف واحد كما كان</numerusform>
            <numerusform>عاد ملفان كما كانا</numerusform>
            <numerusform>عادت %n ملفات كما كانت</numerusform>
            <numerusform>عاد %n ملفاً كما كان</numerusform>
            <numerusform>عاد %n ملف كما كان</numerusform>
        </translation>
    </message>
    <message>
        <source>Byte for byte, with their old times.</source>
        <translation>بايتاً بايتاً، وبأوقاتها القديمة.</translation>
    </message>
    <message numerus="yes">
        <source>%n were left alone; the list says why.</source>
        <translation>
            <numerusform>لم يُترك أي ملف.</numerusform>
            <numerusform>تُرك ملف واحد كما هو؛ والقائمة تقول لماذا.</numerusform>
            <numerusform>تُرك ملفان كما هما؛ والقائمة تقول لماذا.</numerusform>
            <numerusform>تُركت %n ملفات كما هي؛ والقائمة تقول لماذا.</numerusform>
            <numerusform>تُرك %n ملفاً كما هو؛ والقائمة تقول لماذا.</numerusform>
            <numerusform>تُرك %n ملف كما هو؛ والقائمة تقول لماذا.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewChoices</name>
    <message>
        <source>How sure an estimate must be, in per cent</source>
        <translation>كم يجب أن يكون التقدير موثوقاً، بالمئة</translation>
    </message>
    <message>
        <source>Names of the place</source>
        <translation>أسماء المكان</translation>
    </message>
    <message>
        <source>City, region and country</source>
        <translation>المدينة والمنطقة والبلد</translation>
    </message>
    <message>
        <source>City and country</source>
        <translation>المدينة والبلد</translation>
    </message>
    <message>
        <source>Country only</source>
        <translation>البلد فقط</translation>
    </message>
    <message>
        <source>Where it is written</source>
        <translation>مكان الكتابة</translation>
    </message>
    <message>
        <source>Into photos where that is safe, else beside</source>
        <translation>داخل الصور حيث يكون ذلك آمنًا، وإلا فبجانبها</translation>
    </message>
    <message>
        <source>Only into photos, never beside</source>
        <translation>داخل الصور فقط، لا بجانبها أبدًا</translation>
    </message>
    <message>
        <source>Always beside, as sidecar files</source>
        <translation>دائماً بجانبها، كملفات مرافقة</translation>
    </message>
    <message>
        <source>Replace positions that are there already</source>
        <translation>استبدال المواقع الموجودة</translation>
    </message>
    <message>
        <source>What a camera measured is replaced only where you set the position yourself.</source>
        <translation>ما قاسته كاميرا لا يُستبدل إلا حيث ضبطت الموقع بنفسك.</translation>
    </message>
    <message>
        <source>Every estimate, also a country alone</source>
        <translation>كل تقدير، حتى البلد وحده</translation>
    </message>
    <message>
        <source>Estimates that are at least {share} sure</source>
        <translation>التقديرات الموثوقة بنسبة {share} على الأقل</translation>
    </message>
</context>
<context>
    <name>ReviewDialog</name>
    <message>
        <source>Review and write</source>
        <translation>مراجعة وكتابة</translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation>التراجع عنه</translation>
    </message>
    <message>
        <source>Positions</source>
        <translation>المواقع</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>إيقاف</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>رجوع</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message numerus="yes">
        <source>Write %n photo(s)</source>
        <translation>
            <numerusform>لا كتابة لأي صورة</numerusform>
            <numerusform>كتابة صورة واحدة</numerusform>
            <numerusform>كتابة صورتين</numerusform>
            <numerusform>كتابة %n صور</numerusform>
            <numerusform>كتابة %n صورة</numerusform>
            <numerusform>كتابة %n صورة</numerusform>
        </translation>
    </message>
    <message>
        <source>Done</source>
        <translation>تم</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) are written themselves.</source>
        <translation>
            <numerusform>لا صورة يُكتب فيها.</numerusform>
            <numerusform>يُكتب في صورة واحدة نفسها.</numerusform>
            <numerusform>يُكتب في صورتين نفسيهما.</numerusform>
            <numerusform>يُكتب في %n صور نفسها.</numerusform>
            <numerusform>يُكتب في %n صورة نفسها.</numerusform>
            <numerusform>يُكتب في %n صورة نفسها.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n get a sidecar file.</source>
        <translation>
            <numerusform>لا ملف مرافق.</numerusform>
            <numerusform>واحدة تحصل على ملف مرافق.</numerusform>
            <numerusform>اثنتان تحصلان على ملف مرافق.</numerusform>
            <numerusform>تحصل %n على ملف مرافق.</numerusform>
            <numerusform>تحصل %n على ملف مرافق.</numerusform>
            <numerusform>تحصل %n على ملف مرافق.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>You left out %n.</source>
        <translation>
            <numerusform>لم تستبعد شيئاً.</numerusform>
            <numerusform>استبعدت واحدة.</numerusform>
            <numerusform>استبعدت اثنتين.</numerusform>
            <numerusform>استبعدت %n.</numerusform>
            <numerusform>استبعدت %n.</numerusform>
            <numerusform>استبعدت %n.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n are skipped.</source>
        <translation>
            <numerusform>لا يُتخطى شيء.</numerusform>
            <numerusform>تُتخطى واحدة.</numerusform>
            <numerusform>تُتخطى اثنتان.</numerusform>
            <numerusform>تُتخطى %n.</numerusform>
            <numerusform>تُتخطى %n.</numerusform>
            <numerusform>تُتخطى %n.</numerusform>
        </translation>
    </message>
    <message>
        <source>There is nothing to write.</source>
        <translation>لا شيء للكتابة.</translation>
    </message>
</context>
<context>
    <name>ReviewModel</name>
    <message>
        <source>{places} and more</source>
        <translation>{places} وغيرها</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>الصورة</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>المكان</translation>
    </message>
    <message>
        <source>Sureness</source>
        <translation>الثقة</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>ما يحدث</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>ملاحظة</translation>
    </message>
    <message>
        <source>given by you</source>
        <translation>أعطيته أنت</translation>
    </message>
    <message>
        <source>not calibrated</source>
        <translation>غير معاير</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>تم تخطيه</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>مستبعد</translation>
    </message>
    <message>
        <source>Into the photo</source>
        <translation>داخل الصورة</translation>
    </message>
    <message>
        <source>Sidecar beside it</source>
        <translation>ملف مرافق بجانبها</translation>
    </message>
</context>
<context>
    <name>ReviewPage</name>
    <message>
        <source>What would be written</source>
        <translation>ما الذي سيُكتب</translation>
    </message>
    <message>
        <source>Selection:</source>
        <translation>التحديد:</translation>
    </message>
    <message>
        <source>All</source>
        <translation>الكل</translation>
    </message>
    <message>
        <source>None</source>
        <translation>لا شيء</translation>
    </message>
    <message>
        <source>Select all rows</source>
        <translation>تحديد كل الصفوف</translation>
    </message>
    <message>
        <source>Select no rows</source>
        <translation>إلغاء تحديد كل الصفوف</translation>
    </message>
    <message>
        <source>All {count}</source>
        <translation>الكل {count}</translation>
    </message>
    <message>
        <source>To be written {count}</source>
        <translation>للكتابة {count}</translation>
    </message>
    <message>
        <source>Skipped {count}</source>
        <translation>المتخطى {count}</translation>
    </message>
</context>
<context>
    <name>SelectionSummary</name>
    <message>
        <source>How they stand</source>
        <translation>حالها</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>الأماكن</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) selected</source>
        <translation>
            <numerusform>لم تُحدد أي صورة</numerusform>
            <numerusform>صورة واحدة محددة</numerusform>
            <numerusform>صورتان محددتان</numerusform>
            <numerusform>%n صور محددة</numerusform>
            <numerusform>%n صورة محددة</numerusform>
            <numerusform>%n صورة محددة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them have a position.</source>
        <translation>
            <numerusform>ليس لأي منها موقع.</numerusform>
            <numerusform>لواحدة منها موقع.</numerusform>
            <numerusform>لاثنتين منها موقع.</numerusform>
            <numerusform>لـ %n منها موقع.</numerusform>
            <numerusform>لـ %n منها موقع.</numerusform>
            <numerusform>لـ %n منها موقع.</numerusform>
        </translation>
    </message>
    <message>
        <source>Other places</source>
        <translation>أماكن أخرى</translation>
    </message>
    <message>
        <source>Positions without a name</source>
        <translation>مواقع بلا اسم</translation>
    </message>
    <message>
        <source>Not located yet</source>
        <translation>لم يُحدد مكانها بعد</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>ينتظر</translation>
    </message>
    <message>
        <source>Being looked at</source>
        <translation>قيد النظر</translation>
    </message>
    <message>
        <source>Located</source>
        <translation>محدد المكان</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>غير مؤكد</translation>
    </message>
    <message>
        <source>Cannot be placed</source>
        <translation>لا يمكن تحديد مكانها</translation>
    </message>
    <message>
        <source>Measured or confirmed</source>
        <translation>مقيسة أو مؤكدة</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>فشل</translation>
    </message>
</context>
<context>
    <name>ServerCard</name>
    <message>
        <source>{model} on {host}</source>
        <translation>{model} على {host}</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>قيد الاستخدام</translation>
    </message>
    <message>
        <source>Photos leave this computer: they are sent to {host}.</source>
        <translation>الصور تغادر هذا الحاسوب: تُرسل إلى {host}.</translation>
    </message>
    <message>
        <source>No photos are sent to {host} now.</source>
        <translation>لا تُرسل أي صور إلى {host} الآن.</translation>
    </message>
    <message>
        <source>asked like {preset}</source>
        <translation>يُسأل مثل {preset}</translation>
    </message>
    <message>
        <source>photos at a time: {count}</source>
        <translation>صور في آن واحد: {count}</translation>
    </message>
    <message>
        <source>sureness not measured</source>
        <translation>الثقة غير مقيسة</translation>
    </message>
    <message>
        <source>Send no more photos</source>
        <translation>عدم إرسال المزيد من الصور</translation>
    </message>
    <message>
        <source>Use…</source>
        <translation>استخدام…</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>نسيان</translation>
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
        <translation>هل تُرسل الصور إلى {host}؟</translation>
    </message>
    <message>
        <source>Photos leave this computer: every photo that is located is sent to {host}, made smaller and without its name, date and position. Whoever runs that server can look at it and keep it. You can go back to a model on this computer at any time.</source>
        <translation>الصور تغادر هذا الحاسوب: كل صورة يُحدَّد موقعها تُرسل إلى {host} مصغَّرة ودون اسمها وتاريخها وموقعها. يستطيع من يدير ذلك الخادم رؤيتها والاحتفاظ بها. يمكنك العودة إلى نموذج على هذا الحاسوب في أي وقت.</translation>
    </message>
    <message>
        <source>The connection is not encrypted: others in the network could see the photos, too.</source>
        <translation>الاتصال غير مشفَّر: قد يرى الصورَ آخرون في الشبكة أيضًا.</translation>
    </message>
    <message>
        <source>Send photos to {host}</source>
        <translation>إرسال الصور إلى {host}</translation>
    </message>
    <message>
        <source>Keep photos here</source>
        <translation>إبقاء الصور هنا</translation>
    </message>
</context>
<context>
    <name>ServerPage</name>
    <message>
        <source>only if the server wants one</source>
        <translation>فقط إن طلبه الخادم</translation>
    </message>
    <message>
        <source>as the server calls it; empty for its only one</source>
        <translation>كما يسميه الخادم؛ اتركه فارغًا إن كان وحيدًا</translation>
    </message>
    <message>
        <source>Connect…</source>
        <translation>اتصال…</translation>
    </message>
    <message>
        <source>For a model that is too large for this computer: a server that runs vLLM or llama-server. Photos are sent to it, made smaller and without their names, dates and positions. Connecting sends none; you are asked once more before the first one leaves.</source>
        <translation>لنموذج أكبر من طاقة هذا الحاسوب: خادم يشغّل vLLM أو llama-server. تُرسل إليه الصور مصغَّرة ودون أسمائها وتواريخها ومواقعها. الاتصال لا يرسل أي صورة، وستُسأل مرة أخرى قبل أن تغادر الأولى.</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>العنوان</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>المفتاح</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>النموذج</translation>
    </message>
    <message>
        <source>How it wants to be asked</source>
        <translation>كيف يُسأل</translation>
    </message>
    <message>
        <source>Photos at a time</source>
        <translation>صور في آن واحد</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>Look</source>
        <translation>المظهر</translation>
    </message>
    <message>
        <source>Locating</source>
        <translation>تحديد الأماكن</translation>
    </message>
    <message>
        <source>Writing to files</source>
        <translation>الكتابة في الملفات</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>الخريطة</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>الألوان</translation>
    </message>
    <message>
        <source>Light, dark, or as the system is.</source>
        <translation>فاتحة أو داكنة أو كما في النظام.</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>كما في النظام</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>فاتح</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>داكن</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>حجم النص</translation>
    </message>
    <message>
        <source>How large text and controls are.</source>
        <translation>حجم النص وعناصر التحكم.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>اللغة</translation>
    </message>
    <message>
        <source>Taken up when Meridian is started the next time.</source>
        <translation>تسري عند تشغيل Meridian في المرة القادمة.</translation>
    </message>
    <message>
        <source>Locate photos as they are added</source>
        <translation>تحديد أماكن الصور عند إضافتها</translation>
    </message>
    <message>
        <source>New photos get a quick answer at once. Photos that know their position are left alone.</source>
        <translation>تحصل الصور الجديدة على جواب سريع فوراً. والصور التي تعرف موقعها تُترك كما هي.</translation>
    </message>
    <message>
        <source>Reason about a photo when it is shown</source>
        <translation>تعليل مكان الصورة عند عرضها</translation>
    </message>
    <message>
        <source>A photo that has only a quick answer is looked at again, with reasons.</source>
        <translation>الصورة التي لها جواب سريع فقط يُنظر إليها من جديد مع التعليل.</translation>
    </message>
    <message>
        <source>Photos that look alike share an answer</source>
        <translation>الصور المتشابهة تشترك في إجابة واحدة</translation>
    </message>
    <message>
        <source>Of copies of a photo, and of shots of one burst, one is looked at. Each says whose answer it has, and can be located on its own.</source>
        <translation>من نسخ الصورة ولقطات التتابع الواحد يُنظر في واحدة. وكل واحدة تقول إجابة أي صورة لديها، ويمكن تحديد مكانها وحدها.</translation>
    </message>
    <message>
        <source>Sure enough</source>
        <translation>موثوق بما يكفي</translation>
    </message>
    <message>
        <source>Estimates below this probability of being within 25 km are marked unsure and are not written to files.</source>
        <translation>التقديرات التي يقل احتمال كونها ضمن 25 كم عن هذا الحد تُوسم بأنها غير مؤكدة ولا تُكتب في الملفات.</translation>
    </message>
    <message>
        <source>Copies before writing</source>
        <translation>نسخ قبل الكتابة</translation>
    </message>
    <message>
        <source>A folder for whole copies of the photos that are written. Without one, the exact undo journal is kept, which is enough to take everything back.</source>
        <translation>مجلد لنسخ كاملة من الصور التي يُكتب فيها. من دونه يُحتفظ بسجل التراجع الدقيق، وهو يكفي للتراجع عن كل شيء.</translation>
    </message>
    <message>
        <source>Write into HEIC and raw files with ExifTool</source>
        <translation>الكتابة في ملفات HEIC والملفات الخام باستخدام ExifTool</translation>
    </message>
    <message>
        <source>The ExifTool installed on this computer works on a copy, and what it makes is checked. Without it, these files get a sidecar.</source>
        <translation>يعمل ExifTool المثبت على هذا الحاسوب على نسخة، ويُفحص ما ينتجه. من دونه تحصل هذه الملفات على ملف مرافق.</translation>
    </message>
    <message>
        <source>Short names for sidecar files</source>
        <translation>أسماء قصيرة للملفات المرافقة</translation>
    </message>
    <message>
        <source>New sidecars are called IMG.xmp, as Adobe&apos;s programs do it, and not IMG.jpg.xmp.</source>
        <translation>تُسمى الملفات المرافقة الجديدة IMG.xmp كما تفعل برامج Adobe، وليس IMG.jpg.xmp.</translation>
    </message>
    <message>
        <source>The built-in map works offline. A map file of yours (.mbtiles, .pmtiles) does too, and shows more.</source>
        <translation>تعمل الخريطة المدمجة دون اتصال. وكذلك ملف خريطة لك (.mbtiles, .pmtiles)، وهو يُظهر أكثر.</translation>
    </message>
</context>
<context>
    <name>SharingNote</name>
    <message>
        <source>Locate this photo on its own</source>
        <translation>تحديد مكان هذه الصورة وحدها</translation>
    </message>
    <message>
        <source>The model looks at this photo itself, and its answer stays its own.</source>
        <translation>ينظر النموذج في هذه الصورة نفسها، وتبقى إجابتها لها وحدها.</translation>
    </message>
    <message numerus="yes">
        <source>%n other photo(s) that look alike share its answer.</source>
        <translation>
            <numerusform>لا تشترك صورة أخرى في إجابتها.</numerusform>
            <numerusform>تشترك صورة أخرى مشابهة في إجابتها.</numerusform>
            <numerusform>تشترك صورتان أخريان مشابهتان في إجابتها.</numerusform>
            <numerusform>تشترك %n صور أخرى مشابهة في إجابتها.</numerusform>
            <numerusform>تشترك %n صورة أخرى مشابهة في إجابتها.</numerusform>
            <numerusform>تشترك %n صورة أخرى مشابهة في إجابتها.</numerusform>
        </translation>
    </message>
    <message>
        <source>Same answer as {file}, which looks alike.</source>
        <translation>الإجابة نفسها كإجابة {file} المشابهة.</translation>
    </message>
    <message>
        <source>Same answer as {file}, taken at the same time.</source>
        <translation>الإجابة نفسها كإجابة {file} الملتقطة في الوقت نفسه.</translation>
    </message>
    <message>
        <source>Same answer as {file}, taken {seconds} s earlier.</source>
        <translation>الإجابة نفسها كإجابة {file} الملتقطة قبلها بـ {seconds} ث.</translation>
    </message>
    <message>
        <source>Same answer as {file}, taken {seconds} s later.</source>
        <translation>الإجابة نفسها كإجابة {file} الملتقطة بعدها بـ {seconds} ث.</translation>
    </message>
</context>
<context>
    <name>Tour</name>
    <message>
        <source>Tour of the window</source>
        <translation>جولة في النافذة</translation>
    </message>
    <message>
        <source>Drop photos here</source>
        <translation>أفلت الصور هنا</translation>
    </message>
    <message>
        <source>Files and whole folders, as many as you like. Meridian looks at each one and finds out where it was taken, without the internet.</source>
        <translation>ملفات ومجلدات كاملة، بقدر ما تشاء. ينظر Meridian إلى كل صورة ويكتشف أين التُقطت، من دون إنترنت.</translation>
    </message>
    <message>
        <source>The ring says how sure it is</source>
        <translation>الحلقة تبيّن مدى التأكد</translation>
    </message>
    <message>
        <source>A full green ring is very sure, a short red one is a guess. A blue square means that the place is known: the camera measured it, or you gave it.</source>
        <translation>الحلقة الخضراء الكاملة تعني تأكدًا كبيرًا، والحمراء القصيرة مجرد تخمين. والمربع الأزرق يعني أن المكان معروف: قاسته الكاميرا أو حدّدته أنت.</translation>
    </message>
    <message>
        <source>Why here?</source>
        <translation>لماذا هنا؟</translation>
    </message>
    <message>
        <source>Choose a photo, and Meridian says what it saw in it: signs, flags, roads, buildings. Other places that it considered are listed below.</source>
        <translation>اختر صورة فيقول Meridian ما رآه فيها: لافتات وأعلام وطرق ومبانٍ. وتُسرد في الأسفل أماكن أخرى نظر فيها.</translation>
    </message>
    <message>
        <source>Put it right on the map</source>
        <translation>صحّحه على الخريطة</translation>
    </message>
    <message>
        <source>Drag a pin to where the photo was taken, or choose photos and search the place by its name. Ctrl+Z takes it back.</source>
        <translation>اسحب الدبوس إلى حيث التُقطت الصورة، أو اختر صورًا وابحث عن المكان باسمه. ويمكنك التراجع بـ Ctrl+Z.</translation>
    </message>
    <message>
        <source>Your files change only when you say so</source>
        <translation>لا تتغيّر ملفاتك إلا عندما تقرر ذلك</translation>
    </message>
    <message>
        <source>In the menu Photo, “Write positions…” first shows what would be written to each file. “History…” takes any of it back, byte for byte.</source>
        <translation>في قائمة «صورة» يعرض «كتابة المواقع…» أولًا ما سيُكتب في كل ملف. ويعيد «السجل…» أيًّا منه كما كان، بايتًا ببايت.</translation>
    </message>
    <message>
        <source>Skip the tour</source>
        <translation>تخطّي الجولة</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>رجوع</translation>
    </message>
    <message>
        <source>{number} of {total}</source>
        <translation>{number} من {total}</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>تم</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>التالي</translation>
    </message>
</context>
<context>
    <name>WhySection</name>
    <message>
        <source>Thinking aloud</source>
        <translation>التفكير بصوت عالٍ</translation>
    </message>
    <message>
        <source>Why here?</source>
        <translation>لماذا هنا؟</translation>
    </message>
    <message>
        <source>Why nowhere?</source>
        <translation>لماذا لا مكان؟</translation>
    </message>
    <message>
        <source>Chance that it can be placed at all, by the model&apos;s own reckoning: {share}</source>
        <translation>احتمال إمكان تحديد مكانها أصلاً، بحساب النموذج نفسه: {share}</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>{city}, {country}</source>
        <translation>{city}، {country}</translation>
    </message>
    <message>
        <source>Somewhere in {country}</source>
        <translation>في مكان ما من {country}</translation>
    </message>
    <message>
        <source>A place without a name</source>
        <translation>مكان بلا اسم</translation>
    </message>
    <message>
        <source>Not located yet</source>
        <translation>لم يُحدد مكانها بعد</translation>
    </message>
    <message>
        <source>Waiting for its turn</source>
        <translation>تنتظر دورها</translation>
    </message>
    <message>
        <source>Looking at the photo…</source>
        <translation>جارٍ النظر إلى الصورة…</translation>
    </message>
    <message>
        <source>It could not be located</source>
        <translation>تعذر تحديد مكانها</translation>
    </message>
    <message>
        <source>Cannot be placed</source>
        <translation>لا يمكن تحديد مكانها</translation>
    </message>
    <message>
        <source>No position</source>
        <translation>بلا موقع</translation>
    </message>
    <message>
        <source>Known, not estimated</source>
        <translation>معروف، لا تقدير</translation>
    </message>
    <message>
        <source>Estimated; how sure is not calibrated</source>
        <translation>مقدّر؛ ومدى الثقة غير معاير</translation>
    </message>
    <message>
        <source>Very sure: {share} within 25 km</source>
        <translation>موثوق جداً: {share} ضمن 25 كم</translation>
    </message>
    <message>
        <source>Fairly sure: {share} within 25 km</source>
        <translation>موثوق إلى حد بعيد: {share} ضمن 25 كم</translation>
    </message>
    <message>
        <source>More likely than not: {share} within 25 km</source>
        <translation>الأرجح نعم: {share} ضمن 25 كم</translation>
    </message>
    <message>
        <source>Not sure: {share} within 25 km</source>
        <translation>غير مؤكد: {share} ضمن 25 كم</translation>
    </message>
    <message>
        <source>Hardly more than a guess: {share} within 25 km</source>
        <translation>لا يكاد يزيد عن تخمين: {share} ضمن 25 كم</translation>
    </message>
    <message>
        <source>Nobody stated how exact it is.</source>
        <translation>لم يذكر أحد مدى دقته.</translation>
    </message>
    <message>
        <source>Nine times in ten the place lies within {distance}.</source>
        <translation>في تسع مرات من عشر يقع المكان ضمن {distance}.</translation>
    </message>
    <message>
        <source>Exact to {distance}.</source>
        <translation>دقيق إلى {distance}.</translation>
    </message>
    <message>
        <source>Estimated by {model}</source>
        <translation>قدّره {model}</translation>
    </message>
    <message>
        <source>Estimated by a model</source>
        <translation>قدّره نموذج</translation>
    </message>
    <message>
        <source>Given by you</source>
        <translation>أعطيته أنت</translation>
    </message>
    <message>
        <source>Measured by the camera</source>
        <translation>قاسته الكاميرا</translation>
    </message>
    <message>
        <source>From Google Takeout</source>
        <translation>من Google Takeout</translation>
    </message>
    <message>
        <source>From a GPS track</source>
        <translation>من مسار GPS</translation>
    </message>
    <message>
        <source>From a saved place</source>
        <translation>من مكان محفوظ</translation>
    </message>
    <message>
        <source>From other photos of the album</source>
        <translation>من صور أخرى في الألبوم</translation>
    </message>
    <message>
        <source>From photos taken close in time</source>
        <translation>من صور التُقطت في وقت قريب</translation>
    </message>
    <message>
        <source>From the name of the file or folder</source>
        <translation>من اسم الملف أو المجلد</translation>
    </message>
    <message>
        <source>{number} %</source>
        <translation>{number} %</translation>
    </message>
    <message>
        <source>{number} m</source>
        <translation>{number} م</translation>
    </message>
    <message>
        <source>{number} km</source>
        <translation>{number} كم</translation>
    </message>
    <message>
        <source>{latitude}, {longitude}</source>
        <translation>{latitude}، {longitude}</translation>
    </message>
    <message>
        <source>{degrees}° S</source>
        <translation>{degrees}° جنوباً</translation>
    </message>
    <message>
        <source>{degrees}° N</source>
        <translation>{degrees}° شمالاً</translation>
    </message>
    <message>
        <source>{degrees}° W</source>
        <translation>{degrees}° غرباً</translation>
    </message>
    <message>
        <source>{degrees}° E</source>
        <translation>{degrees}° شرقاً</translation>
    </message>
    <message>
        <source>{date}, {time}</source>
        <translation>{date}، {time}</translation>
    </message>
</context>
<context>
    <name>Workspace</name>
    <message>
        <source>Photos with a measured position, left as they are: {count}.</source>
        <translation>صور ذات موقع مقيس تُركت كما هي: {count}.</translation>
    </message>
</context>
<context>
    <name>WritingPage</name>
    <message>
        <source>Photos written</source>
        <translation>الصور المكتوبة</translation>
    </message>
    <message numerus="yes">
        <source>Writing %n photo(s)…</source>
        <translation>
            <numerusform>لا كتابة…</numerusform>
            <numerusform>جارٍ كتابة صورة واحدة…</numerusform>
            <numerusform>جارٍ كتابة صورتين…</numerusform>
            <numerusform>جارٍ كتابة %n صور…</numerusform>
            <numerusform>جارٍ كتابة %n صورة…</numerusform>
            <numerusform>جارٍ كتابة %n صورة…</numerusform>
        </translation>
    </message>
    <message>
        <source>Stopping after the photo under way…</source>
        <translation>يتوقف بعد الصورة الجارية…</translation>
    </message>
    <message>
        <source>{done} of {total}; {failed} failed, {skipped} skipped</source>
        <translation>{done} من {total}؛ فشل {failed}، وتُخطي {skipped}</translation>
    </message>
</context>
<context>
    <name>_Counts</name>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>لا ملفات</numerusform>
            <numerusform>ملف واحد</numerusform>
            <numerusform>ملفان</numerusform>
            <numerusform>%n ملفات</numerusform>
            <numerusform>%n ملفاً</numerusform>
            <numerusform>%n ملف</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>_Nothing</name>
    <message>
        <source>Clear filter</source>
        <translation>مسح المرشح</translation>
    </message>
    <message>
        <source>No photo matches</source>
        <translation>لا صورة مطابقة</translation>
    </message>
    <message>
        <source>There are photos, but none that the filter lets through.</source>
        <translation>توجد صور، لكن المرشح لا يمرر أياً منها.</translation>
    </message>
    <message>
        <source>No photos yet</source>
        <translation>لا صور بعد</translation>
    </message>
    <message>
        <source>Drop photos or folders here.</source>
        <translation>أفلت الصور أو المجلدات هنا.</translation>
    </message>
</context>
</TS>
