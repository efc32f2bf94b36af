<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>HistoryDialog</name>
    <message numerus="yes">
        <source>%n file(s) are as they were before.</source>
        <translation>
            <numerusform>%n file is as it was before.</numerusform>
            <numerusform>%n files are as they were before.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n were left alone; the list says why.</source>
        <translation>
            <numerusform>%n was left alone; the list says why.</numerusform>
            <numerusform>%n were left alone; the list says why.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ResultPage</name>
    <message numerus="yes">
        <source>%n photo(s) written</source>
        <translation>
            <numerusform>%n photo written</numerusform>
            <numerusform>%n photos written</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed and are unchanged.</source>
        <translation>
            <numerusform>%n failed and is unchanged.</numerusform>
            <numerusform>%n failed and are unchanged.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n were skipped.</source>
        <translation>
            <numerusform>%n was skipped.</numerusform>
            <numerusform>%n were skipped.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n were not reached and are unchanged.</source>
        <translation>
            <numerusform>%n was not reached and is unchanged.</numerusform>
            <numerusform>%n were not reached and are unchanged.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) are as they were before</source>
        <translation>
            <numerusform>%n file is as it was before</numerusform>
            <numerusform>%n files are as they were before</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n were left alone; the list says why.</source>
        <translation>
            <numerusform>%n was left alone; the list says why.</numerusform>
            <numerusform>%n were left alone; the list says why.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewDialog</name>
    <message numerus="yes">
        <source>Write %n photo(s)</source>
        <translation>
            <numerusform>Write %n photo</numerusform>
            <numerusform>Write %n photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) are written themselves.</source>
        <translation>
            <numerusform>%n photo is written itself.</numerusform>
            <numerusform>%n photos are written themselves.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n get a sidecar file.</source>
        <translation>
            <numerusform>%n gets a sidecar file.</numerusform>
            <numerusform>%n get a sidecar file.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>You left out %n.</source>
        <translation>
            <numerusform>You left out %n.</numerusform>
            <numerusform>You left out %n.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n are skipped.</source>
        <translation>
            <numerusform>%n is skipped.</numerusform>
            <numerusform>%n are skipped.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SelectionSummary</name>
    <message numerus="yes">
        <source>%n photo(s) selected</source>
        <translation>
            <numerusform>%n photo selected</numerusform>
            <numerusform>%n photos selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them have a position.</source>
        <translation>
            <numerusform>%n of them has a position.</numerusform>
            <numerusform>%n of them have a position.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SharingNote</name>
    <message numerus="yes">
        <source>%n other photo(s) that look alike share its answer.</source>
        <translation>
            <numerusform>%n other photo that looks alike shares its answer.</numerusform>
            <numerusform>%n other photos that look alike share its answer.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WritingPage</name>
    <message numerus="yes">
        <source>Writing %n photo(s)…</source>
        <translation>
            <numerusform>Writing %n photo…</numerusform>
            <numerusform>Writing %n photos…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>_Counts</name>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
</context>
</TS>
