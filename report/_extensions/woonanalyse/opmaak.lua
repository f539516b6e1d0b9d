-- Our own classes in print, and the facts of the edition at the head of the html page.
-- Runs in Quarto and in the embedded engine: of classes it touches only those that start with `wa-`.
local typst = FORMAT:match("typst") ~= nil

local BLOKKEN = { ["wa-kader"] = true, ["wa-bron"] = true, ["wa-kern"] = true, ["wa-klein"] = true }
local WOORDEN = {
  ["wa-buiten"] = true, ["wa-grens"] = true, ["wa-binnen"] = true, ["wa-onbekend"] = true,
}

local function eerste(klassen, bekend)
  for _, klasse in ipairs(klassen) do
    if bekend[klasse] then
      return klasse
    end
  end
end

local function typst_div(el)
  if el.classes:includes("wa-nieuwe-pagina") then
    return pandoc.RawBlock("typst", "#pagebreak(weak: true)")
  end
  local klasse = eerste(el.classes, BLOKKEN)
  if klasse then
    local uit = pandoc.Blocks({ pandoc.RawBlock("typst", "#" .. klasse .. "[") })
    uit:extend(el.content)
    uit:insert(pandoc.RawBlock("typst", "]"))
    return uit
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

--- A number leads to its source on screen; on paper the code at the end of its row does.
local function typst_link(el)
  if el.classes:includes("wa-getal") then
    return el.content
  end
end

--- A number is no stop for the keyboard: the code at the end of its row leads to the same line.
local function html_link(el)
  if el.classes:includes("wa-getal") then
    el.attributes.tabindex = "-1"
    return el
  end
end

--- The sign before a judgement says nothing that the words do not: not for a screen reader.
local function html_span(el)
  local teken = el.content[1]
  local oordeel = eerste(el.classes, WOORDEN) or el.classes:includes("wa-neutraal")
  if oordeel and #el.content > 1 and teken.t == "Str" and not teken.text:match("%w") then
    el.content[1] = pandoc.Span({ teken }, pandoc.Attr("", {}, { ["aria-hidden"] = "true" }))
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
    { "Status", rwp.status },
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
  if pandoc.utils.type(rwp) == "table" and rwp.voorbeelddata == true then
    rwp.voorbeelddata = pandoc.Inlines("Voorbeeldgegevens: dit rapport beschrijft niet de werkelijkheid")
    meta.rwp = rwp
    return meta
  end
end

if typst then
  return { { Meta = Meta }, { Div = typst_div, Span = typst_span, Link = typst_link } }
end
return { { Meta = Meta }, { Span = html_span, Link = html_link, Table = html_tabel }, { Pandoc = html_feiten } }
