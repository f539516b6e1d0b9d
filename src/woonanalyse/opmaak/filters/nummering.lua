-- What can be referred to: which of that a text has, the numbers that follow from it, and what gets them.
local map = pandoc.path.directory(PANDOC_SCRIPT_FILE)
local gedeeld = dofile(pandoc.path.join({ map, "gedeeld.lua" }))
local typst_regel, typst_blok = gedeeld.typst_regel, gedeeld.typst_blok

local HARD = utf8.char(0xA0)
local nummering = {}

--- Of these blocks: headings, figures and tables in their order, the labels, and where links lead.
function nummering.telling(blokken)
  local volgorde, ids, doelen = pandoc.List({}), {}, {}
  local function neem(el)
    if el.identifier ~= "" then
      ids[el.identifier] = true
    end
  end
  local function tel(soort)
    return function(el)
      neem(el)
      if gedeeld.soort(el.identifier) == soort then
        volgorde:insert({ soort = soort, id = el.identifier })
      end
    end
  end
  local function kop(el)
    neem(el)
    volgorde:insert({ soort = "kop", id = el.identifier, niveau = el.level,
      ongenummerd = el.classes:includes("unnumbered"), tekst = pandoc.utils.stringify(el.content) })
  end
  blokken:walk({
    traverse = "topdown", Header = kop, Figure = tel("fig"), Table = tel("tbl"), Div = neem,
    Span = neem, Code = neem, CodeBlock = neem,
    Link = function(el)
      local id = el.target:match("^#(.+)$")
      if id then doelen[id] = true end
    end,
  })
  return { volgorde = volgorde, ids = nummering.namen(ids), doelen = nummering.namen(doelen) }
end

--- The keys of a table, in a fixed order.
function nummering.namen(tabel)
  local namen = pandoc.List({})
  for naam, _ in pairs(tabel) do
    namen:insert(naam)
  end
  namen:sort()
  return namen
end

--- The numbers by label, from the tellings of all parts: headings go down one level at a time, everything that
--- can be referred to gets its number, and links inside the text have to arrive somewhere.
function nummering.nummers(tellingen)
  local nummers, tellers, koppen, vorige = {}, { fig = 0, tbl = 0 }, { 0, 0, 0, 0, 0, 0 }, 0
  local genummerd = gedeeld.invoer().genummerd
  -- Pandoc moves headings down this far after the filters: in html only the title is of level 1.
  local diepst = 6 - (gedeeld.invoer().meta["shift-heading-level-by"] or 0)
  local function kop(deel)
    local niveau = deel.niveau
    if niveau > vorige + 1 then
      gedeeld.weiger("een kop van niveau " .. niveau .. " na niveau " .. vorige,
        "niveaus die met één tegelijk toenemen, te beginnen bij #", deel.tekst)
    end
    if niveau > diepst then
      gedeeld.weiger("een kop van niveau " .. niveau .. ", waar html geen plaats voor heeft",
        "koppen tot en met niveau " .. diepst, deel.tekst)
    end
    vorige = niveau
    if genummerd and not deel.ongenummerd then
      koppen[niveau] = koppen[niveau] + 1
      for lager = niveau + 1, 6 do koppen[lager] = 0 end
      nummers[deel.id] = table.concat(koppen, ".", 1, niveau)
    end
  end
  for _, telling in ipairs(tellingen) do
    for _, deel in ipairs(telling.volgorde) do
      if deel.soort == "kop" then
        kop(deel)
      else
        tellers[deel.soort] = tellers[deel.soort] + 1
        nummers[deel.id] = tostring(tellers[deel.soort])
      end
    end
  end
  nummering.komen_aan(tellingen)
  return nummers
end

--- Refuse links to a label that is nowhere.
function nummering.komen_aan(tellingen)
  local ids = {}
  for _, telling in ipairs(tellingen) do
    for _, id in ipairs(telling.ids) do
      ids[id] = true
    end
  end
  for _, telling in ipairs(tellingen) do
    for _, id in ipairs(telling.doelen) do
      if not ids[id] then
        gedeeld.weiger("de link naar '#" .. id .. "' komt nergens uit", "een bestaand label", "#" .. id)
      end
    end
  end
end

--- The filter that puts numbers in their places; `nummers` gives that of a label, or nil.
function nummering.filter(nummers)
  local function verwijzing(citatie)
    local id, soort = citatie.id, gedeeld.soort(citatie.id)
    if nummers(id) == nil then
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
    local tekst = (woord ~= "" and woord .. HARD or "") .. nummers(id)
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
      pandoc.Span({ pandoc.Str(gedeeld.woorden[soort] .. HARD .. nummers(id) .. ":") },
        pandoc.Attr("", { "wa-nummer" })),
      pandoc.Space(),
    })
    uit:extend(tekst)
    return uit
  end

  local function Figure(el)
    local id = el.identifier
    if nummers(id) == nil then
      return nil
    end
    local tekst = onderschrift(el.caption.long)
    if gedeeld.typst then
      return typst_float(el.content, tekst, "fig", "bottom", id)
    end
    el.caption.long = pandoc.Blocks({ pandoc.Plain(genummerde_tekst("fig", id, tekst)) })
    return el
  end

  --- In html a wide table scrolls by itself.
  local function schuifbaar(el)
    local naam = nummers(el.identifier) and gedeeld.woorden.tbl .. " " .. nummers(el.identifier)
      or "Tabel"
    return pandoc.Div({ el }, pandoc.Attr("", { "wa-tabel" },
      { { "role", "group" }, { "tabindex", "0" }, { "aria-label", naam } }))
  end

  local function Table(el)
    local id = el.identifier
    if nummers(id) == nil then
      return not gedeeld.typst and schuifbaar(el) or nil
    end
    local tekst = onderschrift(el.caption.long)
    if gedeeld.typst then
      el.caption = pandoc.Caption({})
      el.identifier = ""
      el.classes:insert("typst:no-figure")
      return typst_float({ el }, tekst, "tbl", "top", id)
    end
    el.caption.long = pandoc.Blocks({ pandoc.Plain(genummerde_tekst("tbl", id, tekst)) })
    return schuifbaar(el)
  end

  local function Header(el)
    if gedeeld.typst then
      return nil
    end
    if nummers(el.identifier) then
      local nummer = pandoc.Span({ pandoc.Str(nummers(el.identifier)) },
        pandoc.Attr("", { "header-section-number" }))
      el.content:insert(1, pandoc.Space())
      el.content:insert(1, nummer)
    end
    return el
  end

  return { Cite = Cite, Image = Image, Figure = Figure, Table = Table, Header = Header }
end

return nummering
