<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About Meridian</source>
        <translation>关于 Meridian</translation>
    </message>
    <message>
        <source>Whose work this builds on</source>
        <translation>所依托的成果</translation>
    </message>
    <message>
        <source>Maps and places</source>
        <translation>地图与地名</translation>
    </message>
    <message>
        <source>Sample album</source>
        <translation>示例相册</translation>
    </message>
    <message>
        <source>Software</source>
        <translation>软件</translation>
    </message>
    <message>
        <source>Meridian {version}</source>
        <translation>Meridian {version}</translation>
    </message>
    <message>
        <source>Finds out where photographs were taken, on this computer and without the internet.</source>
        <translation>在这台电脑上、无需联网，找出照片的拍摄地点。</translation>
    </message>
    <message>
        <source>Free software under the {licence}.</source>
        <translation>自由软件，遵循 {licence}。</translation>
    </message>
    <message>
        <source>Apache License 2.0</source>
        <translation>Apache 许可证 2.0</translation>
    </message>
    <message>
        <source>Towns, their names in many languages, and their positions, from {site}; licence {licence}. Put together and shortened for Meridian.</source>
        <translation>地名、其多语言名称及位置，来自 {site}；许可证 {licence}。已为 Meridian 整理并精简。</translation>
    </message>
    <message>
        <source>Countries, coasts and waters of the map, from {site}; in the public domain.</source>
        <translation>地图上的国家、海岸和水域，来自 {site}；属于公有领域。</translation>
    </message>
    <message>
        <source>The form in which the map comes, by {author}; licence {licence}.</source>
        <translation>地图数据的形式，作者 {author}；许可证 {licence}。</translation>
    </message>
    <message>
        <source>Names of countries and their regions in many languages, from {site}; licence {licence}.</source>
        <translation>国家及其地区的多语言名称，来自 {site}；许可证 {licence}。</translation>
    </message>
    <message>
        <source>Map in the window</source>
        <translation>窗口中的地图</translation>
    </message>
    <message>
        <source>Drawn with {libraries}, free software in JavaScript.</source>
        <translation>用 {libraries} 绘制，均为 JavaScript 自由软件。</translation>
    </message>
    <message>
        <source>The training method and the large model for photographs are described in {paper}.</source>
        <translation>训练方法和用于照片的大模型见 {paper}。</translation>
    </message>
    <message>
        <source>Version {version}; licence {licence}.</source>
        <translation>版本 {version}；许可证 {licence}。</translation>
    </message>
    <message>
        <source>Version {version}; its licence lies beside it.</source>
        <translation>版本 {version}；许可证随附。</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Photo</source>
        <translation>照片(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Report</source>
        <translation>报告(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>Add &amp;photos…</source>
        <translation>添加照片(&amp;P)…</translation>
    </message>
    <message>
        <source>Add &amp;folder…</source>
        <translation>添加文件夹(&amp;F)…</translation>
    </message>
    <message>
        <source>&amp;Watch a folder…</source>
        <translation>监视文件夹(&amp;W)…</translation>
    </message>
    <message>
        <source>&amp;Stop watching</source>
        <translation>停止监视(&amp;S)</translation>
    </message>
    <message>
        <source>Open &amp;library…</source>
        <translation>打开图库(&amp;L)…</translation>
    </message>
    <message>
        <source>&amp;Recent libraries</source>
        <translation>最近的图库(&amp;R)</translation>
    </message>
    <message>
        <source>Open the sample &amp;album</source>
        <translation>打开示例相册(&amp;A)</translation>
    </message>
    <message>
        <source>Show the library&apos;s f&amp;older</source>
        <translation>显示图库所在文件夹(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Paste photos</source>
        <translation>粘贴照片(&amp;P)</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>全选(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Find…</source>
        <translation>查找(&amp;F)…</translation>
    </message>
    <message>
        <source>Find a p&amp;lace on the map…</source>
        <translation>在地图上查找地点(&amp;L)…</translation>
    </message>
    <message>
        <source>&amp;Models…</source>
        <translation>模型(&amp;M)…</translation>
    </message>
    <message>
        <source>P&amp;references…</source>
        <translation>偏好设置(&amp;R)…</translation>
    </message>
    <message>
        <source>&amp;Locate</source>
        <translation>定位(&amp;L)</translation>
    </message>
    <message>
        <source>Locate &amp;quickly</source>
        <translation>快速定位(&amp;Q)</translation>
    </message>
    <message>
        <source>This one &amp;first</source>
        <translation>先处理这张(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Set position…</source>
        <translation>设置位置(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Clear my position</source>
        <translation>清除我给的位置(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Write positions…</source>
        <translation>写入位置(&amp;W)…</translation>
    </message>
    <message>
        <source>&amp;History…</source>
        <translation>历史(&amp;H)…</translation>
    </message>
    <message>
        <source>&amp;Remove from the library…</source>
        <translation>从图库移除(&amp;R)…</translation>
    </message>
    <message>
        <source>&amp;Page to read and print…</source>
        <translation>可阅读和打印的网页(&amp;P)…</translation>
    </message>
    <message>
        <source>&amp;Table (CSV)…</source>
        <translation>表格 (CSV)(&amp;T)…</translation>
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
        <translation>跟随系统颜色(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>浅色(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>深色(&amp;D)</translation>
    </message>
    <message>
        <source>L&amp;arger text</source>
        <translation>放大文字(&amp;A)</translation>
    </message>
    <message>
        <source>S&amp;maller text</source>
        <translation>缩小文字(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Normal text</source>
        <translation>正常文字(&amp;N)</translation>
    </message>
    <message>
        <source>Show &amp;all photos on the map</source>
        <translation>在地图上显示全部照片(&amp;A)</translation>
    </message>
    <message>
        <source>Go to the next &amp;panel</source>
        <translation>转到下一个面板(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Tour of the window</source>
        <translation>窗口导览(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;About Meridian</source>
        <translation>关于 Meridian(&amp;A)</translation>
    </message>
</context>
<context>
    <name>AddModelPage</name>
    <message>
        <source>Ways to add a model</source>
        <translation>添加模型的方式</translation>
    </message>
    <message>
        <source>From the Hugging Face Hub</source>
        <translation>从 Hugging Face Hub</translation>
    </message>
    <message>
        <source>From this computer</source>
        <translation>从这台电脑</translation>
    </message>
    <message>
        <source>On a server</source>
        <translation>在服务器上</translation>
    </message>
    <message>
        <source>Repository</source>
        <translation>仓库</translation>
    </message>
    <message>
        <source>owner/name</source>
        <translation>所有者/名称</translation>
    </message>
    <message>
        <source>File of the language model</source>
        <translation>语言模型文件</translation>
    </message>
    <message>
        <source>File of the vision part</source>
        <translation>视觉部分文件</translation>
    </message>
    <message>
        <source>How it wants to be asked</source>
        <translation>提问方式</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>as the model says</source>
        <translation>由模型决定</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>This goes online, to huggingface.co and only now: it learns the address of this computer and which files are wanted, nothing else. What is interrupted goes on where it stopped, and every file is checked when it is there.</source>
        <translation>只有此时才会联网，连接 huggingface.co：对方会知道这台电脑的地址以及所需的文件，此外一无所知。中断后会从停下处继续，每个文件到达后都会校验。</translation>
    </message>
    <message>
        <source>The repository holds two GGUF files, no package</source>
        <translation>仓库里是两个 GGUF 文件，而不是模型包</translation>
    </message>
    <message>
        <source>Choose a package&apos;s folder…</source>
        <translation>选择模型包文件夹…</translation>
    </message>
    <message>
        <source>Add these files</source>
        <translation>添加这些文件</translation>
    </message>
    <message>
        <source>A package is a folder with model.gguf, mmproj.gguf and manifest.json. It is linked or copied; the original is not touched.</source>
        <translation>模型包是包含 model.gguf、mmproj.gguf 和 manifest.json 的文件夹。会建立链接或复制，原件不受影响。</translation>
    </message>
    <message>
        <source>Or two GGUF files of a model of the kind Qwen2.5-VL:</source>
        <translation>或者 Qwen2.5-VL 类模型的两个 GGUF 文件：</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Choose: {file}</source>
        <translation>选择：{file}</translation>
    </message>
    <message>
        <source>Models (*.gguf)</source>
        <translation>模型 (*.gguf)</translation>
    </message>
    <message>
        <source>A package&apos;s folder</source>
        <translation>模型包文件夹</translation>
    </message>
</context>
<context>
    <name>AlternativesSection</name>
    <message>
        <source>Other possibilities</source>
        <translation>其他可能</translation>
    </message>
</context>
<context>
    <name>BackupPage</name>
    <message>
        <source>Before anything is written for the first time</source>
        <translation>第一次写入之前</translation>
    </message>
    <message>
        <source>Only the position is added. The picture, its dates and everything else in the file stay as they are, and every write can be taken back, also after a restart.</source>
        <translation>只添加位置。图像、日期以及文件中的其他一切保持不变，每次写入都能撤回，重启后也可以。</translation>
    </message>
    <message>
        <source>Keep an exact undo journal</source>
        <translation>保存精确的撤销日志</translation>
    </message>
    <message>
        <source>Keep the journal, and whole copies too</source>
        <translation>保存日志，同时保留完整副本</translation>
    </message>
    <message>
        <source>A folder for the copies</source>
        <translation>存放副本的文件夹</translation>
    </message>
    <message>
        <source>Folder for the copies</source>
        <translation>副本文件夹</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Recommended. Meridian remembers the bytes it changes, a few kilobytes for each photo, and brings every file back exactly as it was.</source>
        <translation>推荐。Meridian 记住它改动的字节，每张照片只有几千字节，并能把每个文件恢复得与原来完全一样。</translation>
    </message>
    <message>
        <source>You can change this later in the preferences.</source>
        <translation>以后可以在偏好设置中更改。</translation>
    </message>
    <message>
        <source>Each photo is copied to a folder of yours before it is written. This time the copies need {amount}.</source>
        <translation>每张照片在写入前会复制到您的一个文件夹。这次副本需要 {amount}。</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>关闭此消息</translation>
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
        <translation>照片地图</translation>
    </message>
</context>
<context>
    <name>CandidateRow</name>
    <message>
        <source>{place}, {share} of the votes, the place shown</source>
        <translation>{place}，得票 {share}，即所显示的地点</translation>
    </message>
    <message>
        <source>Choose {place}, {share} of the votes</source>
        <translation>选择 {place}，得票 {share}</translation>
    </message>
</context>
<context>
    <name>ChangesSection</name>
    <message>
        <source>If it were written</source>
        <translation>如果写入</translation>
    </message>
    <message>
        <source>Nothing would be written. {reason}</source>
        <translation>不会写入任何内容。{reason}</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>Afterwards</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>Latitude</source>
        <translation>纬度</translation>
    </message>
    <message>
        <source>Longitude</source>
        <translation>经度</translation>
    </message>
    <message>
        <source>Within</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>Marked as</source>
        <translation>标记为</translation>
    </message>
    <message>
        <source>{file} (new)</source>
        <translation>{file}（新建）</translation>
    </message>
    <message>
        <source>{file}</source>
        <translation>{file}</translation>
    </message>
    <message>
        <source>Written to</source>
        <translation>写入到</translation>
    </message>
    <message>
        <source>confirmed</source>
        <translation>已确认</translation>
    </message>
    <message>
        <source>estimated</source>
        <translation>估计</translation>
    </message>
    <message>
        <source>estimated, {share}</source>
        <translation>估计，{share}</translation>
    </message>
</context>
<context>
    <name>Corrections</name>
    <message>
        <source>placing photos</source>
        <translation>放置照片</translation>
    </message>
    <message>
        <source>clearing positions</source>
        <translation>清除位置</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>Meridian made a mistake</source>
        <translation>Meridian 出错了</translation>
    </message>
    <message>
        <source>Your photos and your library are safe: files are only ever changed in steps that can be finished or undone. You can go on, but it is better to save what you are doing and start Meridian again. With the details below, the mistake can be found and mended.</source>
        <translation>您的照片和图库是安全的：文件只会以能够完成或撤回的步骤更改。您可以继续，但最好保存手头的工作并重新启动 Meridian。有了下面的详情，就能找到并修正错误。</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Copy the details</source>
        <translation>复制详情</translation>
    </message>
</context>
<context>
    <name>CueChip</name>
    <message>
        <source>Clue: {text}</source>
        <translation>线索：{text}</translation>
    </message>
</context>
<context>
    <name>DetailPanel</name>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>The model&apos;s answer, word for word</source>
        <translation>模型的回答原文</translation>
    </message>
    <message>
        <source>Raw answer</source>
        <translation>原始回答</translation>
    </message>
    <message>
        <source>Locate with reasoning</source>
        <translation>带推理定位</translation>
    </message>
    <message>
        <source>Set position</source>
        <translation>设置位置</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Take back the position that you gave this photo</source>
        <translation>撤回您给这张照片的位置</translation>
    </message>
    <message>
        <source>Details of the photo</source>
        <translation>照片详情</translation>
    </message>
    <message>
        <source>Choose a photo to see
where it was taken, and why.</source>
        <translation>选择一张照片，看看
它在哪里拍摄，以及为什么。</translation>
    </message>
    <message>
        <source>Locate again</source>
        <translation>重新定位</translation>
    </message>
</context>
<context>
    <name>EmptyState</name>
    <message>
        <source>Empty library</source>
        <translation>空图库</translation>
    </message>
    <message>
        <source>Where was this taken?</source>
        <translation>这是在哪里拍的？</translation>
    </message>
    <message>
        <source>Drop photos or folders here. Meridian looks at each one, says what it sees,
and shows where it was taken and how sure it is.

Everything happens on this computer; no file is changed unless you say so.</source>
        <translation>把照片或文件夹拖到这里。Meridian 会逐张查看，说出看到了什么，
并显示拍摄地点以及把握有多大。

一切都在这台电脑上进行；未经您同意不会更改任何文件。</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>添加文件夹…</translation>
    </message>
    <message>
        <source>Add photos…</source>
        <translation>添加照片…</translation>
    </message>
    <message>
        <source>Open the sample album</source>
        <translation>打开示例相册</translation>
    </message>
</context>
<context>
    <name>FactsSection</name>
    <message>
        <source>The photo</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>{width} × {height} pixels</source>
        <translation>{width} × {height} 像素</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>拍摄时间</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>相机</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>{share} or more</source>
        <translation>{share} 或更高</translation>
    </message>
    <message>
        <source>Without date</source>
        <translation>无日期</translation>
    </message>
    <message>
        <source>{label} ({count})</source>
        <translation>{label} ({count})</translation>
    </message>
    <message>
        <source>Search place, clue or file</source>
        <translation>搜索地点、线索或文件</translation>
    </message>
    <message>
        <source>Sort</source>
        <translation>排序</translation>
    </message>
    <message>
        <source>More filters</source>
        <translation>更多筛选</translation>
    </message>
    <message>
        <source>More filters: confidence, country, date, folder</source>
        <translation>更多筛选：置信度、国家、日期、文件夹</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>置信度</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>国家</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>最新的在前</translation>
    </message>
    <message>
        <source>Oldest first</source>
        <translation>最旧的在前</translation>
    </message>
    <message>
        <source>Surest first</source>
        <translation>把握最大的在前</translation>
    </message>
    <message>
        <source>Least sure first</source>
        <translation>把握最小的在前</translation>
    </message>
    <message>
        <source>Recently added</source>
        <translation>最近添加</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Located</source>
        <translation>已定位</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>不确定</translation>
    </message>
    <message>
        <source>Cannot place</source>
        <translation>无法定位</translation>
    </message>
    <message>
        <source>Has GPS</source>
        <translation>有 GPS</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>已写入</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
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
        <translation>无</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>选择文件夹</translation>
    </message>
</context>
<context>
    <name>Grid</name>
    <message>
        <source>Not located yet</source>
        <translation>尚未定位</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>正在查看…</translation>
    </message>
    <message>
        <source>Cannot be placed</source>
        <translation>无法定位</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>No position</source>
        <translation>没有位置</translation>
    </message>
    <message>
        <source>Failed: {reason}</source>
        <translation>失败：{reason}</translation>
    </message>
    <message>
        <source>Looked at again</source>
        <translation>正在再次查看</translation>
    </message>
    <message>
        <source>Waiting for another look</source>
        <translation>等待再次查看</translation>
    </message>
    <message>
        <source>Position given by you</source>
        <translation>由您给出的位置</translation>
    </message>
    <message>
        <source>GPS position in the photo</source>
        <translation>照片中的 GPS 位置</translation>
    </message>
    <message>
        <source>Estimated, confidence not calibrated</source>
        <translation>估计，置信度未校准</translation>
    </message>
    <message>
        <source>Estimated, high confidence, {share}</source>
        <translation>估计，置信度高，{share}</translation>
    </message>
    <message>
        <source>Estimated, medium confidence, {share}</source>
        <translation>估计，置信度中等，{share}</translation>
    </message>
    <message>
        <source>Estimated, low confidence, {share}</source>
        <translation>估计，置信度低，{share}</translation>
    </message>
    <message>
        <source>Written to the file</source>
        <translation>已写入文件</translation>
    </message>
    <message>
        <source>One of {count} photos that look alike and share an answer</source>
        <translation>{count} 张相似照片之一，共用一个答案</translation>
    </message>
    <message>
        <source>One of {count} copies</source>
        <translation>{count} 个副本之一</translation>
    </message>
</context>
<context>
    <name>GridPanel</name>
    <message>
        <source>Photos</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Photos: {total}</source>
        <translation>照片：{total}</translation>
    </message>
    <message>
        <source>Photos: {shown} of {total}</source>
        <translation>照片：{shown} / {total}</translation>
    </message>
    <message>
        <source>{photos} · Selected: {selected}</source>
        <translation>{photos} · 已选：{selected}</translation>
    </message>
</context>
<context>
    <name>GridView</name>
    <message>
        <source>Photos</source>
        <translation>照片</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>Written by the command line</source>
        <translation>由命令行写入</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>已撤回</translation>
    </message>
    <message>
        <source>partly taken back</source>
        <translation>部分撤回</translation>
    </message>
    <message>
        <source>in the files</source>
        <translation>在文件中</translation>
    </message>
</context>
<context>
    <name>HistoryDialog</name>
    <message>
        <source>History of writes</source>
        <translation>写入历史</translation>
    </message>
    <message>
        <source>Batches</source>
        <translation>批次</translation>
    </message>
    <message>
        <source>Files of the batch</source>
        <translation>该批次的文件</translation>
    </message>
    <message>
        <source>Files taken back</source>
        <translation>已撤回的文件</translation>
    </message>
    <message>
        <source>Bring these files back, byte for byte? What you have changed since is left alone.</source>
        <translation>逐字节恢复这些文件？您之后改动过的内容不会动。</translation>
    </message>
    <message>
        <source>Take this batch back…</source>
        <translation>撤回这一批…</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Reading the history…</source>
        <translation>正在读取历史…</translation>
    </message>
    <message>
        <source>Nothing has been written to files yet.
What you write can be undone here.</source>
        <translation>还没有向文件写入任何内容。
您写入的内容可以在这里撤销。</translation>
    </message>
    <message>
        <source>{when}. {files}, {standing}.</source>
        <translation>{when}. {files}, {standing}.</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) are as they were before.</source>
        <translation>
            <numerusform>%n 个文件已恢复原样。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n were left alone; the list says why.</source>
        <translation>
            <numerusform>%n 个保持不动；列表说明了原因。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LibrarySession</name>
    <message>
        <source>{path} does not exist.</source>
        <translation>{path} 不存在。</translation>
    </message>
    <message>
        <source>The model stopped and was started again. Nothing was lost.</source>
        <translation>模型停止后已重新启动。没有丢失任何东西。</translation>
    </message>
</context>
<context>
    <name>LinesModel</name>
    <message>
        <source>Photo</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
</context>
<context>
    <name>LookingPage</name>
    <message>
        <source>Looking at the files…</source>
        <translation>正在查看文件…</translation>
    </message>
    <message>
        <source>Nothing is written yet.</source>
        <translation>还没有写入任何内容。</translation>
    </message>
    <message>
        <source>Files looked at</source>
        <translation>已查看的文件</translation>
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
        <translation>这是小型入门模型：它认识示例相册里绘制的明信片，会拒绝真实照片。要给自己的照片定位，请添加一个用于照片的模型。</translation>
    </message>
    <message>
        <source>How to get one…</source>
        <translation>如何获取…</translation>
    </message>
    <message>
        <source>Use the good copy</source>
        <translation>使用完好的副本</translation>
    </message>
    <message>
        <source>Begin a new library</source>
        <translation>新建图库</translation>
    </message>
    <message>
        <source>Open another…</source>
        <translation>打开其他…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>The good copy is in place. The damaged library is kept as {file}.</source>
        <translation>完好的副本已就位。损坏的图库保留为 {file}。</translation>
    </message>
    <message>
        <source>Saved {file}.</source>
        <translation>已保存 {file}。</translation>
    </message>
</context>
<context>
    <name>Map</name>
    <message>
        <source>High</source>
        <translation>高</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>中</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>低</translation>
    </message>
    <message>
        <source>Not calibrated</source>
        <translation>未校准</translation>
    </message>
    <message>
        <source>Known</source>
        <translation>已知</translation>
    </message>
    <message>
        <source>Country only</source>
        <translation>仅国家</translation>
    </message>
    <message>
        <source>Known position, not an estimate</source>
        <translation>已知位置，不是估计</translation>
    </message>
    <message>
        <source>Estimated, confidence not calibrated</source>
        <translation>估计，置信度未校准</translation>
    </message>
    <message>
        <source>Estimated, high confidence, {percent}</source>
        <translation>估计，置信度高，{percent}</translation>
    </message>
    <message>
        <source>Estimated, medium confidence, {percent}</source>
        <translation>估计，置信度中等，{percent}</translation>
    </message>
    <message>
        <source>Estimated, low confidence, {percent}</source>
        <translation>估计，置信度低，{percent}</translation>
    </message>
    <message>
        <source>within {distance}</source>
        <translation>{distance} 以内</translation>
    </message>
    <message>
        <source>{number}&#x202f;m</source>
        <translation>{number} 米</translation>
    </message>
    <message>
        <source>{number}&#x202f;km</source>
        <translation>{number} 公里</translation>
    </message>
    <message>
        <source>{city}, {country}</source>
        <translation>{city}，{country}</translation>
    </message>
    <message>
        <source>Somewhere in {country}</source>
        <translation>{country}某处</translation>
    </message>
    <message>
        <source>Known position</source>
        <translation>已知位置</translation>
    </message>
    <message>
        <source>Estimated position</source>
        <translation>估计位置</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>置信度</translation>
    </message>
    <message>
        <source>Legend: confidence that the place is within 25 km</source>
        <translation>图例：地点在 25 公里以内的置信度</translation>
    </message>
    <message>
        <source>Recorded in the photo, or set by its owner</source>
        <translation>记录在照片中，或由其主人设置</translation>
    </message>
    <message>
        <source>{high} and more</source>
        <translation>{high} 及以上</translation>
    </message>
    <message>
        <source>{medium} to {high}</source>
        <translation>{medium} 至 {high}</translation>
    </message>
    <message>
        <source>below {medium}</source>
        <translation>低于 {medium}</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>地图</translation>
    </message>
    <message>
        <source>Photos: {count}</source>
        <translation>照片：{count}</translation>
    </message>
    <message>
        <source>Photos: {count}. Show them.</source>
        <translation>照片：{count}。显示它们。</translation>
    </message>
    <message>
        <source>Photos here: {count}</source>
        <translation>这里的照片：{count}</translation>
    </message>
    <message>
        <source>Close together</source>
        <translation>彼此很近</translation>
    </message>
    <message>
        <source>{count} more that are not shown here</source>
        <translation>另有 {count} 张未在此显示</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Show all photos</source>
        <translation>显示全部照片</translation>
    </message>
    <message>
        <source>Show the selection</source>
        <translation>显示所选</translation>
    </message>
    <message>
        <source>Search a place</source>
        <translation>搜索地点</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>No place of that name is known.</source>
        <translation>没有这个名称的地点。</translation>
    </message>
    <message>
        <source>Set location here</source>
        <translation>把位置设在这里</translation>
    </message>
    <message>
        <source>Select photos first, then give them this place.</source>
        <translation>请先选择照片，再给它们这个地点。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Drag to correct</source>
        <translation>拖动以更正</translation>
    </message>
    <message>
        <source>{distance} from where it was</source>
        <translation>距原处 {distance}</translation>
    </message>
    <message>
        <source>No position yet. Right-click the map or search a place to give one.</source>
        <translation>还没有位置。在地图上点右键或搜索地点来设置。</translation>
    </message>
    <message>
        <source>Nothing on the map yet</source>
        <translation>地图上还没有内容</translation>
    </message>
    <message>
        <source>Photos appear here as soon as they have a position.</source>
        <translation>照片一有位置就会出现在这里。</translation>
    </message>
    <message>
        <source>Map data</source>
        <translation>地图数据</translation>
    </message>
</context>
<context>
    <name>MapMenu</name>
    <message>
        <source>Set location here</source>
        <translation>把位置设在这里</translation>
    </message>
    <message>
        <source>Set location of all {count} selected photos here</source>
        <translation>把所选的全部 {count} 张照片的位置设在这里</translation>
    </message>
    <message>
        <source>Copy coordinates: {words}</source>
        <translation>复制坐标：{words}</translation>
    </message>
    <message>
        <source>Select these photos</source>
        <translation>选择这些照片</translation>
    </message>
    <message>
        <source>Show the selection</source>
        <translation>显示所选</translation>
    </message>
    <message>
        <source>Show all photos</source>
        <translation>显示全部照片</translation>
    </message>
</context>
<context>
    <name>MapPanel</name>
    <message>
        <source>Map</source>
        <translation>地图</translation>
    </message>
    <message>
        <source>The map is switched off by {variable}.</source>
        <translation>地图已由 {variable} 关闭。</translation>
    </message>
    <message>
        <source>There is no map to search. Type a position instead.</source>
        <translation>没有可供搜索的地图。请直接输入位置。</translation>
    </message>
    <message>
        <source>The map cannot be shown, because Qt WebEngine does not start here: {reason}. Everything else works.</source>
        <translation>无法显示地图，因为 Qt WebEngine 在此无法启动：{reason}。其他一切正常。</translation>
    </message>
    <message>
        <source>Copied {coordinates}.</source>
        <translation>已复制 {coordinates}。</translation>
    </message>
    <message>
        <source>The map stopped and was started again.</source>
        <translation>地图停止后已重新启动。</translation>
    </message>
    <message>
        <source>The map stopped several times in a row, so the list is shown instead until Meridian is started again.</source>
        <translation>地图连续多次停止，在 Meridian 重新启动之前改为显示列表。</translation>
    </message>
</context>
<context>
    <name>MapSourceEditor</name>
    <message>
        <source>Built-in map</source>
        <translation>内置地图</translation>
    </message>
    <message>
        <source>A map file</source>
        <translation>地图文件</translation>
    </message>
    <message>
        <source>Tiles from the internet</source>
        <translation>来自互联网的瓦片</translation>
    </message>
    <message>
        <source>Map files (*.mbtiles *.pmtiles)</source>
        <translation>地图文件 (*.mbtiles *.pmtiles)</translation>
    </message>
    <message>
        <source>Get the map from {host}?</source>
        <translation>从 {host} 获取地图？</translation>
    </message>
    <message>
        <source>This server then learns the address of this computer, and which parts of the world you look at, and may guess from it where your photos were taken. Photos, positions and names of files are never sent. You can go back to the built-in map at any time.</source>
        <translation>该服务器会知道这台电脑的地址以及您查看的地区，并可能由此猜出您的照片在哪里拍摄。照片、位置和文件名绝不会发送。您随时可以回到内置地图。</translation>
    </message>
    <message>
        <source>Go online for the map</source>
        <translation>为地图联网</translation>
    </message>
    <message>
        <source>Stay offline</source>
        <translation>保持离线</translation>
    </message>
    <message>
        <source>Map file</source>
        <translation>地图文件</translation>
    </message>
    <message>
        <source>Address of the tiles</source>
        <translation>瓦片地址</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Allow…</source>
        <translation>允许…</translation>
    </message>
</context>
<context>
    <name>ModelCard</name>
    <message>
        <source>In use</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>This model cannot be used.</source>
        <translation>此模型无法使用。</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>Use {model}</source>
        <translation>使用 {model}</translation>
    </message>
    <message>
        <source>Check the files</source>
        <translation>检查文件</translation>
    </message>
    <message>
        <source>Check the files of {model}</source>
        <translation>检查 {model} 的文件</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>移除…</translation>
    </message>
    <message>
        <source>Remove {model}</source>
        <translation>移除 {model}</translation>
    </message>
</context>
<context>
    <name>Models</name>
    <message>
        <source>{model} is in use, and this computer has room for it.</source>
        <translation>正在使用 {model}，这台电脑容纳得下它。</translation>
    </message>
    <message>
        <source>Use {model}: it is for photographs, and this computer has room for it.</source>
        <translation>请使用 {model}：它用于照片，这台电脑容纳得下它。</translation>
    </message>
    <message>
        <source>{model} needs more memory than is free now. Close other programs, or add a smaller version of it.</source>
        <translation>{model} 需要的内存多于现在的空闲内存。请关闭其他程序，或添加更小的版本。</translation>
    </message>
    <message>
        <source>To locate photographs, add a model that was made for them, such as GLOBE 7B.</source>
        <translation>要给照片定位，请添加为此而做的模型，例如 GLOBE 7B。</translation>
    </message>
    <message>
        <source>It needs about {needed} of free memory, and this computer has {free} now: it would be very slow here unless other programs are closed.</source>
        <translation>它需要约 {needed} 空闲内存，这台电脑现在有 {free}：不关闭其他程序的话会非常慢。</translation>
    </message>
    <message>
        <source>This computer has the memory for it, but too little room on the disk: {disk_needed} are needed, {disk_free} are free.</source>
        <translation>这台电脑的内存足够，但磁盘空间太少：需要 {disk_needed}，空闲 {disk_free}。</translation>
    </message>
    <message>
        <source>This computer has {free} of free memory, enough for the version called Q4_K_M (about {needed}).</source>
        <translation>这台电脑有 {free} 空闲内存，足够运行名为 Q4_K_M 的版本（约 {needed}）。</translation>
    </message>
    <message>
        <source>{first} {second}</source>
        <translation>{first} {second}</translation>
    </message>
    <message>
        <source>How good it is was never measured.</source>
        <translation>从未测量过它有多好。</translation>
    </message>
    <message>
        <source>Right within 25 km for {share} of {count} photos ({dataset}).</source>
        <translation>{count} 张照片中有 {share} 误差在 25 公里以内（{dataset}）。</translation>
    </message>
    <message>
        <source>Tested with {count} pictures: {dataset}.</source>
        <translation>用 {count} 张图片测试过：{dataset}。</translation>
    </message>
    <message>
        <source>Needs about {needed} of memory.</source>
        <translation>需要约 {needed} 内存。</translation>
    </message>
    <message>
        <source>Needs about {needed} of memory; {free} are free.</source>
        <translation>需要约 {needed} 内存；空闲 {free}。</translation>
    </message>
    <message>
        <source>Needs about {needed} of memory, but only {free} are free: it would be very slow.</source>
        <translation>需要约 {needed} 内存，但只有 {free} 空闲：会非常慢。</translation>
    </message>
    <message>
        <source>A quick answer took about {seconds} s here.</source>
        <translation>一次快速回答在这里约需 {seconds} 秒。</translation>
    </message>
    <message>
        <source>sureness measured</source>
        <translation>把握已测量</translation>
    </message>
    <message>
        <source>sureness not measured</source>
        <translation>把握未测量</translation>
    </message>
</context>
<context>
    <name>ModelsDialog</name>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Looking at the models…</source>
        <translation>正在查看模型…</translation>
    </message>
    <message>
        <source>How far it has come</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Add a model…</source>
        <translation>添加模型…</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>A model on {host} is asked, not one on this computer.</source>
        <translation>正在询问 {host} 上的模型，而不是本机上的模型。</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} / {total}</translation>
    </message>
    <message>
        <source>Stopped. A download goes on from there the next time.</source>
        <translation>已停止。下次下载会从那里继续。</translation>
    </message>
    <message>
        <source>{title}: {message} {hint}</source>
        <translation>{title}: {message} {hint}</translation>
    </message>
    <message>
        <source>Adding the model…</source>
        <translation>正在添加模型…</translation>
    </message>
    <message>
        <source>{model} was added.</source>
        <translation>已添加 {model}。</translation>
    </message>
    <message>
        <source>Asking the server…</source>
        <translation>正在询问服务器…</translation>
    </message>
    <message>
        <source>Checking the files…</source>
        <translation>正在检查文件…</translation>
    </message>
    <message>
        <source>{model} is whole.</source>
        <translation>{model} 完好无损。</translation>
    </message>
    <message>
        <source>Remove {model} from this computer?</source>
        <translation>从这台电脑移除 {model}？</translation>
    </message>
    <message>
        <source>What it found stays in your libraries.</source>
        <translation>它找到的结果仍保留在您的图库中。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Removing the model…</source>
        <translation>正在移除模型…</translation>
    </message>
    <message>
        <source>{model} was removed.</source>
        <translation>已移除 {model}。</translation>
    </message>
    <message>
        <source>{model} is asked from now on.</source>
        <translation>从现在起使用 {model}。</translation>
    </message>
    <message>
        <source>Choose one of the models on {host}: {models}.</source>
        <translation>请选择 {host} 上的一个模型：{models}。</translation>
    </message>
    <message>
        <source>{host} has no model.</source>
        <translation>{host} 上没有模型。</translation>
    </message>
    <message>
        <source>From now on, photos are sent to {host}.</source>
        <translation>从现在起，照片会发送到 {host}。</translation>
    </message>
    <message>
        <source>From now on, no photo leaves this computer.</source>
        <translation>从现在起，照片不再离开这台电脑。</translation>
    </message>
    <message>
        <source>The server and its key are forgotten.</source>
        <translation>已忘记该服务器及其密钥。</translation>
    </message>
</context>
<context>
    <name>Operations</name>
    <message>
        <source>Add photos</source>
        <translation>添加照片</translation>
    </message>
    <message>
        <source>Photos ({endings});;All files (*)</source>
        <translation>照片 ({endings});;所有文件 (*)</translation>
    </message>
    <message>
        <source>Add a folder</source>
        <translation>添加文件夹</translation>
    </message>
    <message>
        <source>There are no files to paste.</source>
        <translation>没有可粘贴的文件。</translation>
    </message>
    <message>
        <source>Meridian works offline and takes no pictures from the internet ({count}). Save them to a folder first, then drop the files here.</source>
        <translation>Meridian 离线工作，不接收来自互联网的图片（{count}）。请先把它们保存到文件夹，再把文件拖到这里。</translation>
    </message>
    <message>
        <source>Watch a folder</source>
        <translation>监视文件夹</translation>
    </message>
    <message>
        <source>Open a library, or name a new one</source>
        <translation>打开图库，或为新图库命名</translation>
    </message>
    <message>
        <source>Meridian libraries (*.sqlite)</source>
        <translation>Meridian 图库 (*.sqlite)</translation>
    </message>
    <message>
        <source>None of these photos was placed by you.</source>
        <translation>这些照片都不是由您放置的。</translation>
    </message>
    <message>
        <source>Remove the selected photos ({count}) from the library?</source>
        <translation>从图库移除所选照片（{count}）？</translation>
    </message>
    <message>
        <source>The files stay where they are. Positions that you gave are forgotten.</source>
        <translation>文件留在原处。您给出的位置会被忘记。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Save a report</source>
        <translation>保存报告</translation>
    </message>
    <message>
        <source>These photos know where they were taken.</source>
        <translation>这些照片已知拍摄地点。</translation>
    </message>
</context>
<context>
    <name>Outcomes</name>
    <message>
        <source>Written into the photo</source>
        <translation>已写入照片</translation>
    </message>
    <message>
        <source>Written beside it</source>
        <translation>已写在旁边</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>已跳过</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>As it was before</source>
        <translation>与之前相同</translation>
    </message>
    <message>
        <source>Sidecar removed</source>
        <translation>已移除附属文件</translation>
    </message>
    <message>
        <source>Left alone</source>
        <translation>保持不动</translation>
    </message>
    <message>
        <source>Not finished</source>
        <translation>未完成</translation>
    </message>
    <message>
        <source>Written beside the photo</source>
        <translation>已写在照片旁边</translation>
    </message>
    <message>
        <source>Being taken back</source>
        <translation>正在撤回</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>已撤回</translation>
    </message>
    <message>
        <source>Interrupted, as it was before</source>
        <translation>已中断，与之前相同</translation>
    </message>
    <message>
        <source>Changed by another program</source>
        <translation>被其他程序更改</translation>
    </message>
</context>
<context>
    <name>PhotoPreview</name>
    <message>
        <source>Photo</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Plus and minus zoom, 0 fits the photo, 1 shows it at 100 %, arrows move it.</source>
        <translation>加号和减号缩放，0 适合窗口，1 以 100 % 显示，方向键移动。</translation>
    </message>
    <message>
        <source>Photo {name}</source>
        <translation>照片 {name}</translation>
    </message>
</context>
<context>
    <name>PlaceCard</name>
    <message>
        <source>Nothing in the picture ties it to one place. That is an answer, not a failure.</source>
        <translation>图中没有任何东西把它与某个地点联系起来。这是一个答案，不是失败。</translation>
    </message>
    <message>
        <source>If you know where it was taken, set the position yourself.</source>
        <translation>如果您知道拍摄地点，请自己设置位置。</translation>
    </message>
    <message>
        <source>The model has not looked at this photo.</source>
        <translation>模型还没有查看这张照片。</translation>
    </message>
    <message>
        <source>Other photos are ahead of it.</source>
        <translation>其他照片排在它前面。</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Copy the coordinates</source>
        <translation>复制坐标</translation>
    </message>
</context>
<context>
    <name>PlaceTableModel</name>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>Coordinates</source>
        <translation>坐标</translation>
    </message>
    <message>
        <source>Certainty</source>
        <translation>确定性</translation>
    </message>
    <message>
        <source>Known</source>
        <translation>已知</translation>
    </message>
    <message>
        <source>Estimated, not calibrated</source>
        <translation>估计，未校准</translation>
    </message>
    <message>
        <source>Estimated, {percent}</source>
        <translation>估计，{percent}</translation>
    </message>
    <message>
        <source>Estimated, {percent}, within {distance}</source>
        <translation>估计，{percent}，{distance} 以内</translation>
    </message>
</context>
<context>
    <name>PlainList</name>
    <message>
        <source>Photos and where they are</source>
        <translation>照片及其位置</translation>
    </message>
</context>
<context>
    <name>PositionEntry</name>
    <message>
        <source>Latitude, longitude: 38.72, -9.13</source>
        <translation>纬度, 经度: 38.72, -9.13</translation>
    </message>
    <message>
        <source>Latitude and longitude in degrees</source>
        <translation>以度为单位的纬度和经度</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Or drag the photo&apos;s pin on the map, or search a place there.</source>
        <translation>或者在地图上拖动照片的图钉，或在那里搜索地点。</translation>
    </message>
</context>
<context>
    <name>PreferencesDialog</name>
    <message>
        <source>Preferences</source>
        <translation>偏好设置</translation>
    </message>
    <message>
        <source>Restore the defaults</source>
        <translation>恢复默认值</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>QueueStrip</name>
    <message>
        <source>What Meridian is doing</source>
        <translation>Meridian 正在做什么</translation>
    </message>
    <message>
        <source>Photos found: {photos}.</source>
        <translation>找到的照片：{photos}。</translation>
    </message>
    <message>
        <source>Photos found: {photos}. Other files left alone: {others}.</source>
        <translation>找到的照片：{photos}。未处理的其他文件：{others}。</translation>
    </message>
    <message>
        <source>Photos located</source>
        <translation>已定位的照片</translation>
    </message>
    <message>
        <source>Stop and forget what waits</source>
        <translation>停止并忘记等待中的照片</translation>
    </message>
    <message>
        <source>Notice</source>
        <translation>通知</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Photos leave this computer</source>
        <translation>照片会离开这台电脑</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>Photos are sent to the engine that you set up.</source>
        <translation>照片会发送到您设置的引擎。</translation>
    </message>
    <message>
        <source>Everything happens on this computer; no photo leaves it.</source>
        <translation>一切都在这台电脑上进行；没有照片离开它。</translation>
    </message>
    <message>
        <source>Looking for photos: {count} found</source>
        <translation>正在寻找照片：已找到 {count}</translation>
    </message>
    <message>
        <source>No model: photos are not located.</source>
        <translation>没有模型：不会定位照片。</translation>
    </message>
    <message>
        <source>Opening the library…</source>
        <translation>正在打开图库…</translation>
    </message>
    <message>
        <source>{model} cannot be used</source>
        <translation>{model} 无法使用</translation>
    </message>
    <message>
        <source>Loading {model}…</source>
        <translation>正在加载 {model}…</translation>
    </message>
    <message>
        <source>{model} is ready</source>
        <translation>{model} 已就绪</translation>
    </message>
    <message>
        <source>Paused at {done} of {total} photos</source>
        <translation>已暂停，{done} / {total} 张照片</translation>
    </message>
    <message>
        <source>{done} of {total} photos located</source>
        <translation>已定位 {done} / {total} 张照片</translation>
    </message>
    <message>
        <source>{count} photos a minute</source>
        <translation>每分钟 {count} 张照片</translation>
    </message>
    <message>
        <source>{pace} · {left}</source>
        <translation>{pace} · {left}</translation>
    </message>
    <message>
        <source>less than a minute left</source>
        <translation>剩余不到一分钟</translation>
    </message>
    <message>
        <source>about {count} min left</source>
        <translation>约剩 {count} 分钟</translation>
    </message>
    <message>
        <source>about {count} h left</source>
        <translation>约剩 {count} 小时</translation>
    </message>
</context>
<context>
    <name>ReasoningText</name>
    <message>
        <source>The model&apos;s reasoning</source>
        <translation>模型的推理</translation>
    </message>
</context>
<context>
    <name>Reasons</name>
    <message>
        <source>It has not been located yet.</source>
        <translation>尚未定位。</translation>
    </message>
    <message>
        <source>It cannot be placed.</source>
        <translation>无法定位。</translation>
    </message>
    <message>
        <source>How sure the model is was never measured. 0 % writes it anyway.</source>
        <translation>从未测量过模型的把握。设为 0 % 仍会写入。</translation>
    </message>
    <message>
        <source>Only the country is known.</source>
        <translation>只知道国家。</translation>
    </message>
    <message>
        <source>Not sure enough.</source>
        <translation>把握不够。</translation>
    </message>
    <message>
        <source>It already has a position.</source>
        <translation>它已经有位置。</translation>
    </message>
    <message>
        <source>The file has changed since it was located.</source>
        <translation>文件在定位之后已更改。</translation>
    </message>
    <message>
        <source>The file is write-protected.</source>
        <translation>文件受写保护。</translation>
    </message>
    <message>
        <source>This kind of file is not written into, and sidecars are switched off.</source>
        <translation>不会写入这类文件，而附属文件已关闭。</translation>
    </message>
</context>
<context>
    <name>ResultPage</name>
    <message>
        <source>Only what was not written</source>
        <translation>仅显示未写入的</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) written</source>
        <translation>
            <numerusform>已写入 %n 张照片</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed and are unchanged.</source>
        <translation>
            <numerusform>%n 张失败，保持不变。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n were skipped.</source>
        <translation>
            <numerusform>%n 张已跳过。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n were not reached and are unchanged.</source>
        <translation>
            <numerusform>%n 张未轮到，保持不变。</numerusform>
        </translation>
    </message>
    <message>
        <source>Each file was read again and holds what it should.</source>
        <translation>每个文件都重新读取过，内容正确。</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) are as they were before</source>
        <translation>
            <numerusform>%n 个文件已恢复原样</numerusform>
        </translation>
    </message>
    <message>
        <source>Byte for byte, with their old times.</source>
        <translation>逐字节相同，时间也与原来一致。</translation>
    </message>
    <message numerus="yes">
        <source>%n were left alone; the list says why.</source>
        <translation>
            <numerusform>%n 个保持不动；列表说明了原因。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewChoices</name>
    <message>
        <source>How sure an estimate must be, in per cent</source>
        <translation>估计须有多大把握（百分比）</translation>
    </message>
    <message>
        <source>Names of the place</source>
        <translation>地点名称</translation>
    </message>
    <message>
        <source>City, region and country</source>
        <translation>城市、地区和国家</translation>
    </message>
    <message>
        <source>City and country</source>
        <translation>城市和国家</translation>
    </message>
    <message>
        <source>Country only</source>
        <translation>仅国家</translation>
    </message>
    <message>
        <source>Where it is written</source>
        <translation>写到哪里</translation>
    </message>
    <message>
        <source>Into photos where that is safe, else beside</source>
        <translation>安全时写入照片，否则写在旁边的文件</translation>
    </message>
    <message>
        <source>Only into photos, never beside</source>
        <translation>只写入照片，不写在旁边</translation>
    </message>
    <message>
        <source>Always beside, as sidecar files</source>
        <translation>总是写在旁边的附属文件</translation>
    </message>
    <message>
        <source>Replace positions that are there already</source>
        <translation>替换已有的位置</translation>
    </message>
    <message>
        <source>What a camera measured is replaced only where you set the position yourself.</source>
        <translation>相机测得的位置，只有在您自己设置了位置时才会替换。</translation>
    </message>
    <message>
        <source>Every estimate, also a country alone</source>
        <translation>所有估计，包括只有国家的</translation>
    </message>
    <message>
        <source>Estimates that are at least {share} sure</source>
        <translation>把握至少为 {share} 的估计</translation>
    </message>
</context>
<context>
    <name>ReviewDialog</name>
    <message>
        <source>Review and write</source>
        <translation>检查并写入</translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>Positions</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message numerus="yes">
        <source>Write %n photo(s)</source>
        <translation>
            <numerusform>写入 %n 张照片</numerusform>
        </translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) are written themselves.</source>
        <translation>
            <numerusform>%n 张照片直接写入。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n get a sidecar file.</source>
        <translation>
            <numerusform>%n 张使用附属文件。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>You left out %n.</source>
        <translation>
            <numerusform>您排除了 %n 张。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n are skipped.</source>
        <translation>
            <numerusform>%n 张会跳过。</numerusform>
        </translation>
    </message>
    <message>
        <source>There is nothing to write.</source>
        <translation>没有可写入的内容。</translation>
    </message>
</context>
<context>
    <name>ReviewModel</name>
    <message>
        <source>{places} and more</source>
        <translation>{places} 等</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>Sureness</source>
        <translation>把握</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>处理方式</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>given by you</source>
        <translation>由您给出</translation>
    </message>
    <message>
        <source>not calibrated</source>
        <translation>未校准</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>已跳过</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>已排除</translation>
    </message>
    <message>
        <source>Into the photo</source>
        <translation>写入照片</translation>
    </message>
    <message>
        <source>Sidecar beside it</source>
        <translation>旁边的附属文件</translation>
    </message>
</context>
<context>
    <name>ReviewPage</name>
    <message>
        <source>What would be written</source>
        <translation>将要写入的内容</translation>
    </message>
    <message>
        <source>Selection:</source>
        <translation>选择：</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Select all rows</source>
        <translation>选择所有行</translation>
    </message>
    <message>
        <source>Select no rows</source>
        <translation>不选任何行</translation>
    </message>
    <message>
        <source>All {count}</source>
        <translation>全部 {count}</translation>
    </message>
    <message>
        <source>To be written {count}</source>
        <translation>将写入 {count}</translation>
    </message>
    <message>
        <source>Skipped {count}</source>
        <translation>跳过 {count}</translation>
    </message>
</context>
<context>
    <name>SelectionSummary</name>
    <message>
        <source>How they stand</source>
        <translation>当前状况</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>地点</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) selected</source>
        <translation>
            <numerusform>已选择 %n 张照片</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them have a position.</source>
        <translation>
            <numerusform>其中 %n 张有位置。</numerusform>
        </translation>
    </message>
    <message>
        <source>Other places</source>
        <translation>其他地点</translation>
    </message>
    <message>
        <source>Positions without a name</source>
        <translation>没有名称的位置</translation>
    </message>
    <message>
        <source>Not located yet</source>
        <translation>尚未定位</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Being looked at</source>
        <translation>正在查看</translation>
    </message>
    <message>
        <source>Located</source>
        <translation>已定位</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>不确定</translation>
    </message>
    <message>
        <source>Cannot be placed</source>
        <translation>无法定位</translation>
    </message>
    <message>
        <source>Measured or confirmed</source>
        <translation>测得或已确认</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
</context>
<context>
    <name>ServerCard</name>
    <message>
        <source>{model} on {host}</source>
        <translation>{host} 上的 {model}</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>Photos leave this computer: they are sent to {host}.</source>
        <translation>照片会离开这台电脑：它们会发送到 {host}。</translation>
    </message>
    <message>
        <source>No photos are sent to {host} now.</source>
        <translation>目前没有照片发送到 {host}。</translation>
    </message>
    <message>
        <source>asked like {preset}</source>
        <translation>提问方式同 {preset}</translation>
    </message>
    <message>
        <source>photos at a time: {count}</source>
        <translation>同时处理的照片：{count}</translation>
    </message>
    <message>
        <source>sureness not measured</source>
        <translation>未测量把握程度</translation>
    </message>
    <message>
        <source>Send no more photos</source>
        <translation>不再发送照片</translation>
    </message>
    <message>
        <source>Use…</source>
        <translation>使用…</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>忘记</translation>
    </message>
    <message>
        <source>{act}: {model}</source>
        <translation>{act}：{model}</translation>
    </message>
</context>
<context>
    <name>ServerConsent</name>
    <message>
        <source>Send photos to {host}?</source>
        <translation>将照片发送到 {host} 吗？</translation>
    </message>
    <message>
        <source>Photos leave this computer: every photo that is located is sent to {host}, made smaller and without its name, date and position. Whoever runs that server can look at it and keep it. You can go back to a model on this computer at any time.</source>
        <translation>照片会离开这台电脑：每张要定位的照片都会缩小后发送到 {host}，不含文件名、日期和位置。运行该服务器的人可以查看并保留它。您随时可以改回使用这台电脑上的模型。</translation>
    </message>
    <message>
        <source>The connection is not encrypted: others in the network could see the photos, too.</source>
        <translation>连接未加密：网络中的其他人也可能看到这些照片。</translation>
    </message>
    <message>
        <source>Send photos to {host}</source>
        <translation>将照片发送到 {host}</translation>
    </message>
    <message>
        <source>Keep photos here</source>
        <translation>照片留在这里</translation>
    </message>
</context>
<context>
    <name>ServerPage</name>
    <message>
        <source>only if the server wants one</source>
        <translation>仅当服务器需要时填写</translation>
    </message>
    <message>
        <source>as the server calls it; empty for its only one</source>
        <translation>服务器上的名称；只有一个模型时可留空</translation>
    </message>
    <message>
        <source>Connect…</source>
        <translation>连接…</translation>
    </message>
    <message>
        <source>For a model that is too large for this computer: a server that runs vLLM or llama-server. Photos are sent to it, made smaller and without their names, dates and positions. Connecting sends none; you are asked once more before the first one leaves.</source>
        <translation>用于这台电脑运行不了的大模型：运行 vLLM 或 llama-server 的服务器。照片会缩小后发送给它，不含文件名、日期和位置。连接时不发送照片；第一张照片发出之前会再次询问您。</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>How it wants to be asked</source>
        <translation>提问方式</translation>
    </message>
    <message>
        <source>Photos at a time</source>
        <translation>同时处理的照片数</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>Look</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Locating</source>
        <translation>定位</translation>
    </message>
    <message>
        <source>Writing to files</source>
        <translation>写入文件</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>地图</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Light, dark, or as the system is.</source>
        <translation>浅色、深色，或跟随系统。</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>文字大小</translation>
    </message>
    <message>
        <source>How large text and controls are.</source>
        <translation>文字和控件的大小。</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Taken up when Meridian is started the next time.</source>
        <translation>下次启动 Meridian 时生效。</translation>
    </message>
    <message>
        <source>Locate photos as they are added</source>
        <translation>添加照片时即定位</translation>
    </message>
    <message>
        <source>New photos get a quick answer at once. Photos that know their position are left alone.</source>
        <translation>新照片会立即得到快速回答。已知位置的照片保持不动。</translation>
    </message>
    <message>
        <source>Reason about a photo when it is shown</source>
        <translation>显示照片时进行推理</translation>
    </message>
    <message>
        <source>A photo that has only a quick answer is looked at again, with reasons.</source>
        <translation>只有快速回答的照片会再查看一次，并给出理由。</translation>
    </message>
    <message>
        <source>Photos that look alike share an answer</source>
        <translation>相似的照片共用一个答案</translation>
    </message>
    <message>
        <source>Of copies of a photo, and of shots of one burst, one is looked at. Each says whose answer it has, and can be located on its own.</source>
        <translation>同一照片的副本和同一次连拍中，只查看一张。每张都会说明它用的是哪张的答案，也可以单独定位。</translation>
    </message>
    <message>
        <source>Sure enough</source>
        <translation>足够把握</translation>
    </message>
    <message>
        <source>Estimates below this probability of being within 25 km are marked unsure and are not written to files.</source>
        <translation>在 25 公里以内的概率低于此值的估计会标为不确定，且不写入文件。</translation>
    </message>
    <message>
        <source>Copies before writing</source>
        <translation>写入前的副本</translation>
    </message>
    <message>
        <source>A folder for whole copies of the photos that are written. Without one, the exact undo journal is kept, which is enough to take everything back.</source>
        <translation>用于存放将写入照片的完整副本的文件夹。没有它时会保存精确的撤销日志，足以撤回一切。</translation>
    </message>
    <message>
        <source>Write into HEIC and raw files with ExifTool</source>
        <translation>用 ExifTool 写入 HEIC 和 RAW 文件</translation>
    </message>
    <message>
        <source>The ExifTool installed on this computer works on a copy, and what it makes is checked. Without it, these files get a sidecar.</source>
        <translation>本机安装的 ExifTool 在副本上工作，其结果会经过检查。不用它时，这些文件会得到附属文件。</translation>
    </message>
    <message>
        <source>Short names for sidecar files</source>
        <translation>附属文件使用短名称</translation>
    </message>
    <message>
        <source>New sidecars are called IMG.xmp, as Adobe&apos;s programs do it, and not IMG.jpg.xmp.</source>
        <translation>新的附属文件命名为 IMG.xmp（与 Adobe 的程序相同），而不是 IMG.jpg.xmp。</translation>
    </message>
    <message>
        <source>The built-in map works offline. A map file of yours (.mbtiles, .pmtiles) does too, and shows more.</source>
        <translation>内置地图可离线使用。您自己的地图文件（.mbtiles、.pmtiles）也可以，而且显示更多。</translation>
    </message>
</context>
<context>
    <name>SharingNote</name>
    <message>
        <source>Locate this photo on its own</source>
        <translation>单独定位这张照片</translation>
    </message>
    <message>
        <source>The model looks at this photo itself, and its answer stays its own.</source>
        <translation>模型会查看这张照片本身，它的答案将一直属于它自己。</translation>
    </message>
    <message numerus="yes">
        <source>%n other photo(s) that look alike share its answer.</source>
        <translation>
            <numerusform>另有 %n 张相似的照片共用它的答案。</numerusform>
        </translation>
    </message>
    <message>
        <source>Same answer as {file}, which looks alike.</source>
        <translation>与相似的 {file} 答案相同。</translation>
    </message>
    <message>
        <source>Same answer as {file}, taken at the same time.</source>
        <translation>与同时拍摄的 {file} 答案相同。</translation>
    </message>
    <message>
        <source>Same answer as {file}, taken {seconds} s earlier.</source>
        <translation>与早 {seconds} 秒拍摄的 {file} 答案相同。</translation>
    </message>
    <message>
        <source>Same answer as {file}, taken {seconds} s later.</source>
        <translation>与晚 {seconds} 秒拍摄的 {file} 答案相同。</translation>
    </message>
</context>
<context>
    <name>Tour</name>
    <message>
        <source>Tour of the window</source>
        <translation>窗口导览</translation>
    </message>
    <message>
        <source>Drop photos here</source>
        <translation>把照片拖到这里</translation>
    </message>
    <message>
        <source>Files and whole folders, as many as you like. Meridian looks at each one and finds out where it was taken, without the internet.</source>
        <translation>文件或整个文件夹，数量不限。Meridian 会查看每一张照片，找出拍摄地点，无需联网。</translation>
    </message>
    <message>
        <source>The ring says how sure it is</source>
        <translation>圆环表示把握有多大</translation>
    </message>
    <message>
        <source>A full green ring is very sure, a short red one is a guess. A blue square means that the place is known: the camera measured it, or you gave it.</source>
        <translation>完整的绿色圆环表示很有把握，短的红色圆环只是猜测。蓝色方块表示地点已知：由相机测得，或由您给出。</translation>
    </message>
    <message>
        <source>Why here?</source>
        <translation>为什么在这里？</translation>
    </message>
    <message>
        <source>Choose a photo, and Meridian says what it saw in it: signs, flags, roads, buildings. Other places that it considered are listed below.</source>
        <translation>选择一张照片，Meridian 会说明它看到了什么：标牌、旗帜、道路、建筑。它考虑过的其他地点列在下方。</translation>
    </message>
    <message>
        <source>Put it right on the map</source>
        <translation>在地图上更正</translation>
    </message>
    <message>
        <source>Drag a pin to where the photo was taken, or choose photos and search the place by its name. Ctrl+Z takes it back.</source>
        <translation>把图钉拖到照片的拍摄地点，或者先选择照片，再按名称搜索地点。按 Ctrl+Z 撤销。</translation>
    </message>
    <message>
        <source>Your files change only when you say so</source>
        <translation>只有您同意，文件才会改变</translation>
    </message>
    <message>
        <source>In the menu Photo, “Write positions…” first shows what would be written to each file. “History…” takes any of it back, byte for byte.</source>
        <translation>在“照片”菜单中，“写入位置…”会先显示每个文件将写入什么。“历史…”可以逐字节地撤回其中任何一次写入。</translation>
    </message>
    <message>
        <source>Skip the tour</source>
        <translation>跳过导览</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>{number} of {total}</source>
        <translation>第 {number} 步，共 {total} 步</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
</context>
<context>
    <name>WhySection</name>
    <message>
        <source>Thinking aloud</source>
        <translation>思考过程</translation>
    </message>
    <message>
        <source>Why here?</source>
        <translation>为什么在这里？</translation>
    </message>
    <message>
        <source>Why nowhere?</source>
        <translation>为什么哪儿都不是？</translation>
    </message>
    <message>
        <source>Chance that it can be placed at all, by the model&apos;s own reckoning: {share}</source>
        <translation>模型自己估计的可定位概率：{share}</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>{city}, {country}</source>
        <translation>{city}，{country}</translation>
    </message>
    <message>
        <source>Somewhere in {country}</source>
        <translation>{country}某处</translation>
    </message>
    <message>
        <source>A place without a name</source>
        <translation>没有名称的地点</translation>
    </message>
    <message>
        <source>Not located yet</source>
        <translation>尚未定位</translation>
    </message>
    <message>
        <source>Waiting for its turn</source>
        <translation>正在排队</translation>
    </message>
    <message>
        <source>Looking at the photo…</source>
        <translation>正在查看照片…</translation>
    </message>
    <message>
        <source>It could not be located</source>
        <translation>未能定位</translation>
    </message>
    <message>
        <source>Cannot be placed</source>
        <translation>无法定位</translation>
    </message>
    <message>
        <source>No position</source>
        <translation>没有位置</translation>
    </message>
    <message>
        <source>Known, not estimated</source>
        <translation>已知，不是估计</translation>
    </message>
    <message>
        <source>Estimated; how sure is not calibrated</source>
        <translation>估计；把握未校准</translation>
    </message>
    <message>
        <source>Very sure: {share} within 25 km</source>
        <translation>非常确定：{share} 在 25 公里以内</translation>
    </message>
    <message>
        <source>Fairly sure: {share} within 25 km</source>
        <translation>相当确定：{share} 在 25 公里以内</translation>
    </message>
    <message>
        <source>More likely than not: {share} within 25 km</source>
        <translation>较有可能：{share} 在 25 公里以内</translation>
    </message>
    <message>
        <source>Not sure: {share} within 25 km</source>
        <translation>不确定：{share} 在 25 公里以内</translation>
    </message>
    <message>
        <source>Hardly more than a guess: {share} within 25 km</source>
        <translation>近乎猜测：{share} 在 25 公里以内</translation>
    </message>
    <message>
        <source>Nobody stated how exact it is.</source>
        <translation>没有说明精确程度。</translation>
    </message>
    <message>
        <source>Nine times in ten the place lies within {distance}.</source>
        <translation>十次中有九次，地点在 {distance} 以内。</translation>
    </message>
    <message>
        <source>Exact to {distance}.</source>
        <translation>精确到 {distance}。</translation>
    </message>
    <message>
        <source>Estimated by {model}</source>
        <translation>由 {model} 估计</translation>
    </message>
    <message>
        <source>Estimated by a model</source>
        <translation>由模型估计</translation>
    </message>
    <message>
        <source>Given by you</source>
        <translation>由您给出</translation>
    </message>
    <message>
        <source>Measured by the camera</source>
        <translation>由相机测得</translation>
    </message>
    <message>
        <source>From Google Takeout</source>
        <translation>来自 Google Takeout</translation>
    </message>
    <message>
        <source>From a GPS track</source>
        <translation>来自 GPS 轨迹</translation>
    </message>
    <message>
        <source>From a saved place</source>
        <translation>来自保存的地点</translation>
    </message>
    <message>
        <source>From other photos of the album</source>
        <translation>来自相册中的其他照片</translation>
    </message>
    <message>
        <source>From photos taken close in time</source>
        <translation>来自拍摄时间相近的照片</translation>
    </message>
    <message>
        <source>From the name of the file or folder</source>
        <translation>来自文件或文件夹的名称</translation>
    </message>
    <message>
        <source>{number} %</source>
        <translation>{number} %</translation>
    </message>
    <message>
        <source>{number} m</source>
        <translation>{number} 米</translation>
    </message>
    <message>
        <source>{number} km</source>
        <translation>{number} 公里</translation>
    </message>
    <message>
        <source>{latitude}, {longitude}</source>
        <translation>{latitude}, {longitude}</translation>
    </message>
    <message>
        <source>{degrees}° S</source>
        <translation>南纬 {degrees}°</translation>
    </message>
    <message>
        <source>{degrees}° N</source>
        <translation>北纬 {degrees}°</translation>
    </message>
    <message>
        <source>{degrees}° W</source>
        <translation>西经 {degrees}°</translation>
    </message>
    <message>
        <source>{degrees}° E</source>
        <translation>东经 {degrees}°</translation>
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
        <translation>位置已测得、保持不变的照片：{count}。</translation>
    </message>
</context>
<context>
    <name>WritingPage</name>
    <message>
        <source>Photos written</source>
        <translation>已写入的照片</translation>
    </message>
    <message numerus="yes">
        <source>Writing %n photo(s)…</source>
        <translation>
            <numerusform>正在写入 %n 张照片…</numerusform>
        </translation>
    </message>
    <message>
        <source>Stopping after the photo under way…</source>
        <translation>处理完当前照片后停止…</translation>
    </message>
    <message>
        <source>{done} of {total}; {failed} failed, {skipped} skipped</source>
        <translation>{done} / {total}；失败 {failed}，跳过 {skipped}</translation>
    </message>
</context>
<context>
    <name>_Counts</name>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n 个文件</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>_Nothing</name>
    <message>
        <source>Clear filter</source>
        <translation>清除筛选</translation>
    </message>
    <message>
        <source>No photo matches</source>
        <translation>没有符合的照片</translation>
    </message>
    <message>
        <source>There are photos, but none that the filter lets through.</source>
        <translation>有照片，但都不符合筛选条件。</translation>
    </message>
    <message>
        <source>No photos yet</source>
        <translation>还没有照片</translation>
    </message>
    <message>
        <source>Drop photos or folders here.</source>
        <translation>把照片或文件夹拖到这里。</translation>
    </message>
</context>
</TS>
