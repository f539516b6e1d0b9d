-- Numbers headings, figures and tables, and turns `@fig-x` into a reference, as Quarto does.
local map = pandoc.path.directory(PANDOC_SCRIPT_FILE)
local gedeeld = dofile(pandoc.path.join({ map, "gedeeld.lua" }))
local typst_regel, typst_blok = gedeeld.typst_regel, gedeeld.typst_blok

local HARD = utf8.char(0xA0)
local nummers = {}
local genummerd = gedeeld.invoer().genummerd

--- First pass: the number of everything that can be referred to, in the order of the text.
local function tel(doc)
  local tellers, koppen = { fig = 0, tbl = 0 }, { 0, 0, 0, 0, 0, 0 }
  local function tel_op(el, soort)
    if gedeeld.soort(el.identifier) == soort then
      tellers[soort] = tellers[soort] + 1
      nummers[el.identifier] = tostring(tellers[soort])
    end
  end
  doc.blocks:walk({
    traverse = "topdown",
    Figure = function(el) tel_op(el, "fig") end,
    Table = function(el) tel_op(el, "tbl") end,
    Header = function(el)
      if genummerd and not el.classes:includes("unnumbered") then
        koppen[el.level] = koppen[el.level] + 1
        for niveau = el.level + 1, 6 do koppen[niveau] = 0 end
        nummers[el.identifier] = table.concat(koppen, ".", 1, el.level)
      end
    end,
  })
end

local function verwijzing(citatie)
  local id, soort = citatie.id, gedeeld.soort(citatie.id)
  if nummers[id] == nil then
    gedeeld.weiger("de verwijzing '@" .. id .. "' komt nergens uit",
      "het label van een genummerde figuur, tabel of kop in dit rapport", "@" .. id)
    return pandoc.Inlines({})
  end
  local woord = citatie.mode ~= "SuppressAuthor" and gedeeld.woorden[soort] or ""
  if gedeeld.typst then
    return pandoc.Inlines({
      typst_regel("#ref(<" .. id .. ">, supplement: [" .. woord .. "]);"),
    })
  end
  local tekst = (woord ~= "" and woord .. HARD or "") .. nummers[id]
  local link = pandoc.Link({ pandoc.Str(tekst) }, "#" .. id, "", pandoc.Attr("", { "quarto-xref" }))
  return pandoc.Inlines({ link })
end

local function Cite(el)
  local uit = pandoc.Inlines({})
  for nr, citatie in ipairs(el.citations) do
    if nr > 1 then
      uit:extend({ pandoc.Str(","), pandoc.Space() })
    end
    uit:extend(verwijzing(citatie))
  end
  return uit
end

local function alt_van(beeld)
  return beeld.attributes["fig-alt"] or beeld.attributes.alt or ""
end

--- Typst finds a picture from the project's root; pandoc gives the path from the document.
local function typst_beeld(beeld)
  local pad = beeld.src:gsub("%%(%x%x)", function(x) return string.char(tonumber(x, 16)) end)
  local velden = {
    gedeeld.tekenreeks("/" .. pandoc.path.join({ gedeeld.invoer().map, pad })),
    "alt: " .. gedeeld.tekenreeks(alt_van(beeld)),
  }
  for _, maat in ipairs({ "width", "height" }) do
    if beeld.attributes[maat] then
      table.insert(velden, maat .. ": " .. beeld.attributes[maat])
    end
  end
  return typst_regel("#box(image(" .. table.concat(velden, ", ") .. "));")
end

local function Image(el)
  if gedeeld.typst then
    return typst_beeld(el)
  end
  el.caption = pandoc.Inlines({ pandoc.Str(alt_van(el)) })
  el.attributes["fig-alt"], el.attributes.alt = nil, nil
  return el
end

local function onderschrift(blokken)
  return pandoc.utils.blocks_to_inlines(blokken, { pandoc.Space() })
end

local function typst_float(inhoud, tekst, soort, plek, id)
  local uit = pandoc.Blocks({ typst_blok("#figure([") })
  uit:extend(inhoud)
  local slot = pandoc.Inlines({ typst_regel("], caption: figure.caption(position: " .. plek .. ", [") })
  slot:extend(tekst)
  slot:insert(typst_regel(string.format(
    ']), kind: "quarto-float-%s", supplement: "%s", numbering: "1") <%s>',
    soort, gedeeld.woorden[soort], id)))
  uit:insert(pandoc.Plain(slot))
  return uit
end

local function genummerde_tekst(soort, id, tekst)
  local uit = pandoc.Inlines({
    pandoc.Span({ pandoc.Str(gedeeld.woorden[soort] .. HARD .. nummers[id] .. ":") },
      pandoc.Attr("", { "wa-nummer" })),
    pandoc.Space(),
  })
  uit:extend(tekst)
  return uit
end

local function Figure(el)
  local id = el.identifier
  if nummers[id] == nil then
    return nil
  end
  local tekst = onderschrift(el.caption.long)
  if gedeeld.typst then
    return typst_float(el.content, tekst, "fig", "bottom", id)
  end
  el.caption.long = pandoc.Blocks({ pandoc.Plain(genummerde_tekst("fig", id, tekst)) })
  return el
end

local function Table(el)
  local id = el.identifier
  if nummers[id] == nil then
    return nil
  end
  local tekst = onderschrift(el.caption.long)
  if gedeeld.typst then
    el.caption = pandoc.Caption({})
    el.identifier = ""
    el.classes:insert("typst:no-figure")
    return typst_float({ el }, tekst, "tbl", "top", id)
  end
  el.caption.long = pandoc.Blocks({ pandoc.Plain(genummerde_tekst("tbl", id, tekst)) })
  return el
end

--- In html the title is the only heading of level 1, and a wide table scrolls by itself.
local function html_kop(el)
  if nummers[el.identifier] then
    local nummer = pandoc.Span({ pandoc.Str(nummers[el.identifier]) },
      pandoc.Attr("", { "header-section-number" }))
    el.content:insert(1, pandoc.Space())
    el.content:insert(1, nummer)
  end
  el.level = math.min(el.level + 1, 6)
  return el
end

local function html_tabel(el)
  local naam = nummers[el.identifier] and gedeeld.woorden.tbl .. " " .. nummers[el.identifier]
    or "Tabel"
  return pandoc.Div({ el }, pandoc.Attr("", { "wa-tabel" },
    { { "role", "region" }, { "tabindex", "0" }, { "aria-label", naam } }))
end

--- Headings go down one level at a time; a callout's title is no heading any more by now.
local function koppen(doc)
  local vorige = 0
  doc.blocks:walk({
    traverse = "topdown",
    Header = function(el)
      if el.level > vorige + 1 then
        gedeeld.weiger("een kop van niveau " .. el.level .. " na niveau " .. vorige,
          "niveaus die met één tegelijk toenemen, te beginnen bij #",
          pandoc.utils.stringify(el.content))
      end
      vorige = el.level
    end,
  })
end

--- Links inside the text have to arrive somewhere.
local function links(doc)
  local ids = {}
  local function neem(el) ids[el.identifier] = true end
  doc.blocks:walk({ Header = neem, Div = neem, Span = neem, Figure = neem, Table = neem, Code = neem,
    CodeBlock = neem })
  doc.blocks:walk({
    Link = function(el)
      local id = el.target:match("^#(.+)$")
      if id and not ids[id] then
        gedeeld.weiger("de link naar '#" .. id .. "' komt nergens uit", "een bestaand label", "#" .. id)
      end
    end,
  })
end

return {
  { Pandoc = function(doc) koppen(doc) links(doc) tel(doc) end },
  { Cite = Cite },
  { Image = Image },
  { Figure = Figure, Table = Table },
  gedeeld.typst and {} or { Header = html_kop, Table = html_tabel },
}
