-- Our own classes in print, and the facts of the edition at the head of the html page.
-- Runs in Quarto and in the embedded engine: of classes it touches only those that start with `wa-`.
local typst = FORMAT:match("typst") ~= nil

local BLOKKEN = {
  ["wa-kader"] = true, ["wa-bron"] = true, ["wa-kern"] = true, ["wa-dicht"] = true, ["wa-klein"] = true,
  ["wa-kaart"] = true,
}
local WOORDEN = {
  ["wa-buiten"] = true, ["wa-grens"] = true, ["wa-binnen"] = true, ["wa-onbekend"] = true,
  ["wa-groot"] = true,
}

local function eerste(klassen, bekend)
  for _, klasse in ipairs(klassen) do
    if bekend[klasse] then
      return klasse
    end
  end
end

local function omsluit(begin, inhoud, slot)
  local uit = pandoc.Blocks({ pandoc.RawBlock("typst", begin) })
  uit:extend(inhoud)
  uit:insert(pandoc.RawBlock("typst", slot))
  return uit
end

--- Key figures: each tile is an argument.
local function typst_tegels(el)
  local uit = pandoc.Blocks({ pandoc.RawBlock("typst", "#wa-tegels(") })
  for _, tegel in ipairs(el.content) do
    if tegel.t == "Div" and tegel.classes:includes("wa-tegel") then
      uit:extend(omsluit("[", tegel.content, "],"))
    end
  end
  uit:insert(pandoc.RawBlock("typst", ")"))
  return uit
end

--- A list of which a full box shows the first: each part knows its place, and what is left out is counted.
local function typst_opsomming(el)
  local uit, tussen, aan = pandoc.Inlines({}), pandoc.Inlines({}), 0
  for _, deel in ipairs(el.content) do
    if deel.t == "Span" and deel.classes:includes("wa-deel") then
      aan = aan + 1
      uit:insert(pandoc.RawInline("typst", "#if " .. aan .. " <= toon ["))
      uit:extend(tussen)
      uit:extend(deel.content)
      uit:insert(pandoc.RawInline("typst", "];"))
      tussen = pandoc.Inlines({})
    else
      tussen:insert(deel)
    end
  end
  uit:insert(pandoc.RawInline("typst", "#wa-rest(toon, " .. aan .. ");"))
  return uit, aan
end

--- What a box holds as a function of how many parts of each list it shows, and the longest of its lists.
local function typst_vakinhoud(blokken)
  local langste = 0
  local inhoud = blokken:walk({
    Span = function(el)
      if el.classes:includes("wa-opsomming") then
        local uit, aan = typst_opsomming(el)
        langste = math.max(langste, aan)
        return uit
      end
    end,
  })
  return inhoud, langste
end

--- The page of a municipality: its heading goes into the first box, every box to its place.
local function typst_rooster(kop, el)
  local uit = pandoc.Blocks({ pandoc.RawBlock("typst", "#wa-rooster(") })
  for nummer, vak in ipairs(el.content) do
    local soort = vak.classes[2]:match("^wa%-vak%-(.+)$")
    local inhoud, langste = typst_vakinhoud(vak.content)
    if nummer == 1 then
      inhoud:insert(1, kop)
    end
    local kolom = vak.attributes.kolom and ', kolom: "' .. vak.attributes.kolom .. '"' or ""
    local begin = 'wa-vak("' .. soort .. '", delen: ' .. langste .. kolom .. ", toon => ["
    uit:extend(omsluit(begin, inhoud, "]),"))
  end
  uit:insert(pandoc.RawBlock("typst", ")"))
  return uit
end

local function typst_blokken(blokken)
  local uit = pandoc.Blocks({})
  for _, blok in ipairs(blokken) do
    local vorige = uit[#uit]
    if blok.t == "Div" and blok.classes:includes("wa-rooster") and vorige and vorige.t == "Header" then
      uit:remove()
      uit:extend(typst_rooster(vorige, blok))
    else
      uit:insert(blok)
    end
  end
  return uit
end

--- Running text gets a width of its own; figures, tables and our own blocks have the whole page.
local SMAL = { BulletList = true, OrderedList = true, DefinitionList = true }
local function is_beeld(blok)
  return blok ~= nil and (blok.t == "Figure" or blok.t == "Table"
    or (blok.t == "Div" and blok.attributes.__quarto_custom ~= nil))
end

--- What leads in a figure stays with it, and a figure with its source. A table has a caption above it and may begin a
--- page, but not where only a line stands between it and its heading.
local function is_figuur(blok)
  local tabel = false
  if is_beeld(blok) then
    pandoc.Div({ blok }):walk({ Table = function() tabel = true end })
  end
  return is_beeld(blok) and not tabel
end

local function is_bron(blok)
  return blok ~= nil and blok.t == "Div" and blok.classes:includes("wa-bron")
end

--- What a Div without a class of our own holds is part of what stands around it: items of a list of one list.
local function plat(blokken)
  local uit = pandoc.Blocks({})
  for _, blok in ipairs(blokken) do
    local eigen = blok.t ~= "Div" or blok.identifier ~= "" or blok.attributes.__quarto_custom ~= nil
      or table.concat(blok.classes, " "):match("wa%-")
    for _, deel in ipairs(eigen and { blok } or plat(blok.content)) do
      local vorige = uit[#uit]
      if deel.t == "BulletList" and vorige and vorige.t == "BulletList" then
        local punten = vorige.content
        punten:extend(deel.content)
        uit[#uit] = pandoc.BulletList(punten)
      else
        uit:insert(deel)
      end
    end
  end
  return uit
end

--- A table leaves room in its last row for the source below it, which is set there: wherever the table is broken,
--- they are on one page.
local function tabel_met_bron(blok, bron)
  local ruimte = pandoc.RawInline("typst", "#ruimte;")
  local houder = pandoc.Div({ blok }):walk({
    Table = function(tabel)
      local deel = tabel.bodies[#tabel.bodies]
      local rijen = #tabel.foot.rows > 0 and tabel.foot.rows or (deel and deel.body or {})
      for _, cel in ipairs(#rijen > 0 and rijen[#rijen].cells or {}) do
        local laatste = cel.contents[#cel.contents]
        if laatste and laatste.content and laatste.t ~= "Div" then
          laatste.content:insert(ruimte)
        else
          cel.contents:insert(pandoc.Plain({ ruimte }))
        end
      end
      return tabel
    end,
  })
  local uit = omsluit("#wa-boven-bron([", bron.content, "], ruimte => [")
  uit:extend(houder.content)
  uit:insert(pandoc.RawBlock("typst", "])"))
  return uit
end

local function smal(blokken)
  blokken = plat(blokken)
  local uit, overslaan = pandoc.Blocks({}), false
  for nr, blok in ipairs(blokken) do
    local volgende = blokken[nr + 1]
    local eerste_deel = blok.t == "Para" and blok.content[1]
    if overslaan then
      overslaan = false
    elseif SMAL[blok.t] or (eerste_deel and eerste_deel.t ~= "Image") then
      local na_kop = nr > 1 and blokken[nr - 1].t == "Header"
      local bij = is_figuur(volgende) or is_bron(volgende) or (na_kop and is_beeld(volgende))
      local erbij = eerste_deel and bij and "(erbij: true)" or ""
      uit:extend(omsluit("#wa-tekst" .. erbij .. "[", { blok }, "]"))
    elseif blok.t == "Div" and blok.classes:includes("wa-kern") and is_figuur(volgende) then
      blok.classes:insert("wa-erbij")
      uit:insert(blok)
    elseif is_bron(blok) and nr > 1 and blokken[nr - 1].t == "Header" then
      blok.classes:insert("wa-erbij")
      uit:insert(blok)
    elseif is_figuur(blok) and is_bron(volgende) then
      uit:extend(omsluit("#wa-met-bron[", { blok }, "]"))
    elseif is_beeld(blok) and is_bron(volgende) then
      uit:extend(tabel_met_bron(blok, volgende))
      overslaan = true
    elseif blok.t == "Div" and not table.concat(blok.classes, " "):match("wa%-") then
      blok.content = smal(blok.content)
      uit:insert(blok)
    else
      uit:insert(blok)
    end
  end
  return uit
end

--- Terms as one list of the template: Quarto's own look for Typst's terms prints them over their text.
local function typst_begrippen(el)
  local lijst = pandoc.List({})
  for _, begrip in ipairs(el.content) do
    local punt = omsluit("#wa-begrip[", { pandoc.Plain(begrip[1]) }, "][")
    for _, uitleg in ipairs(begrip[2]) do
      punt:extend(uitleg)
    end
    punt:insert(pandoc.RawBlock("typst", "]"))
    lijst:insert(punt)
  end
  return omsluit("#wa-begrippen[", { pandoc.BulletList(lijst) }, "]")
end

local function typst_div(el)
  if el.classes:includes("wa-tegels") then
    return typst_tegels(el)
  end
  if el.classes:includes("wa-nieuwe-pagina") then
    return pandoc.RawBlock("typst", "#pagebreak(weak: true)")
  end
  local klasse = eerste(el.classes, BLOKKEN)
  if klasse then
    local erbij = el.classes:includes("wa-erbij") and "(erbij: true)" or ""
    return omsluit("#" .. klasse .. erbij .. "[", el.content, "]")
  end
end

local function typst_span(el)
  local klasse = eerste(el.classes, WOORDEN)
  if klasse then
    local uit = pandoc.Inlines({ pandoc.RawInline("typst", "#" .. klasse .. "[") })
    uit:extend(el.content)
    uit:insert(pandoc.RawInline("typst", "];"))
    return uit
  end
end

--- The board paper has no codes and no annexes: its metadata say that this is one.
local stuk = false

--- A number leads to its source on screen; on paper the code at the end of its row does, where it has one.
local function typst_link(el)
  if el.classes:includes("wa-getal") or (stuk and el.target:match("^#")) then
    return el.content
  end
end

local function rijen_van(tabel)
  local rijen = pandoc.List({})
  rijen:extend(tabel.head.rows)
  for _, deel in ipairs(tabel.bodies) do
    rijen:extend(deel.head)
    rijen:extend(deel.body)
  end
  rijen:extend(tabel.foot.rows)
  return rijen
end

local function is_code(cel)
  local gevonden = false
  pandoc.Div(cel.contents):walk({
    Link = function(el) gevonden = gevonden or el.classes:includes("wa-code") end,
  })
  return gevonden
end

--- On the board paper the last column goes where it holds the codes of rows; the others get its room.
local function typst_zonder_codes(tabel)
  local laatste, codes, ruimte = #tabel.colspecs, false, 0
  local rijen = rijen_van(tabel)
  for _, rij in ipairs(rijen) do
    codes = codes or (#rij.cells == laatste and is_code(rij.cells[laatste]))
  end
  if not stuk or not codes or laatste < 2 then
    return nil
  end
  for _, rij in ipairs(rijen) do
    rij.cells:remove(laatste)
  end
  tabel.colspecs:remove(laatste)
  for _, kolom in ipairs(tabel.colspecs) do
    ruimte = ruimte + (kolom[2] or 0)
  end
  for nr, kolom in ipairs(tabel.colspecs) do
    tabel.colspecs[nr] = { kolom[1], kolom[2] and kolom[2] / ruimte }
  end
  return tabel
end

--- The last rows of a table stay together on paper, so that no page begins with one or two of them.
local SAMEN = 3
local function typst_slotrijen(tabel)
  local rijen = #tabel.bodies > 0 and tabel.bodies[#tabel.bodies].body or {}
  if #tabel.foot.rows > 0 or #rijen < 3 * SAMEN then
    return nil
  end
  for _ = 1, SAMEN do
    tabel.foot.rows:insert(1, rijen:remove())
  end
  return tabel
end

--- A number is no stop for the keyboard: the code at the end of its row leads to the same line.
local function html_link(el)
  if el.classes:includes("wa-getal") then
    el.attributes.tabindex = "-1"
    return el
  end
end

--- On a screen a list has all its parts.
local function html_opsomming(el)
  if el.classes:includes("wa-opsomming") or el.classes:includes("wa-deel") then
    return el.content
  end
end

--- The sign before a judgement says nothing that the words do not: not for a screen reader.
local function html_span(el)
  local delen = html_opsomming(el)
  if delen then
    return delen
  end
  local teken = el.content[1]
  local oordeel = eerste(el.classes, WOORDEN) or el.classes:includes("wa-neutraal")
  if oordeel and #el.content > 1 and teken.t == "Str" and not teken.text:match("%w") then
    el.content[1] = pandoc.Span({ teken }, pandoc.Attr("", {}, { ["aria-hidden"] = "true" }))
    return el
  end
end

--- Where a box stands on paper says nothing on screen.
local function html_div(el)
  if el.attributes.plek then
    el.attributes.plek = nil
    return el
  end
end

--- The first cell of a row says what the row is about.
local function html_tabel(el)
  if #el.colspecs > 1 then
    for _, deel in ipairs(el.bodies) do
      deel.row_head_columns = 1
    end
    return el
  end
end

local function als_inlines(waarde)
  if waarde == nil then
    return nil
  end
  local soort = pandoc.utils.type(waarde)
  return soort == "Inlines" and waarde or pandoc.Inlines({ pandoc.Str(pandoc.utils.stringify(waarde)) })
end

--- The facts that stand on the cover in print.
local function html_feiten(doc)
  local rwp = doc.meta.rwp
  if pandoc.utils.type(rwp) ~= "table" then
    return nil
  end
  local lijst = {}
  for _, paar in ipairs({
    { "Regio", rwp.regio }, { "Editie", rwp.editie }, { "Peildatum", rwp.peildatum },
    { "Datum van het rapport", rwp.rapportdatum }, { "Status", rwp.status },
    { "Versie", rwp.versie }, { "Afzender", rwp.afzender }, { "Vragen aan", rwp.contact },
  }) do
    local waarde = als_inlines(paar[2])
    if waarde then
      table.insert(lijst, { { pandoc.Str(paar[1]) }, { { pandoc.Plain(waarde) } } })
    end
  end
  local kop = pandoc.Blocks({})
  if rwp.voorbeelddata and rwp.voorbeelddata ~= false then
    kop:insert(pandoc.Div({ pandoc.Para(als_inlines(rwp.voorbeelddata)) },
      pandoc.Attr("", { "wa-voorbeelddata" })))
  end
  if #lijst > 0 then
    kop:insert(pandoc.Div({ pandoc.DefinitionList(lijst) }, pandoc.Attr("", { "wa-feiten" })))
  end
  kop:extend(doc.blocks)
  doc.blocks = kop
  return doc
end

--- A bare `true` announces sample data in the report's own words.
local function Meta(meta)
  local rwp = meta.rwp
  stuk = pandoc.utils.type(rwp) == "table" and rwp.stuk == true
  if pandoc.utils.type(rwp) == "table" and rwp.voorbeelddata == true then
    rwp.voorbeelddata = pandoc.Inlines("Voorbeeldgegevens: dit rapport beschrijft niet de werkelijkheid")
    meta.rwp = rwp
    return meta
  end
end

--- In html Quarto's callouts would be quotes titled "Note".
local function weiger_callout()
  error("een callout wordt niet ondersteund; wat wel kan: ::: {.wa-kader}", 0)
end

--- A walk of pandoc's shows a callout as a Div, one of Quarto's as a kind of its own.
local function div_van_quarto(el)
  if el.attributes.__quarto_custom_type == "Callout" then
    weiger_callout()
  end
end

local Callouts = { Div = div_van_quarto, Callout = weiger_callout }

if typst then
  return {
    Callouts,
    { Meta = Meta },
    { Pandoc = function(doc)
      doc.blocks = smal(doc.blocks)
      return doc
    end },
    { Blocks = typst_blokken },
    { Table = typst_zonder_codes },
    { Table = typst_slotrijen },
    { Div = typst_div, Span = typst_span, Link = typst_link, DefinitionList = typst_begrippen },
  }
end
return {
  Callouts,
  { Meta = Meta },
  { Div = html_div, Span = html_span, Link = html_link, Table = html_tabel },
  { Pandoc = html_feiten },
}
