-- Refuses, by name, everything that is not known to look the same in both engines.
local map = pandoc.path.directory(PANDOC_SCRIPT_FILE)
local gedeeld = dofile(pandoc.path.join({ map, "gedeeld.lua" }))
local weiger = gedeeld.weiger

local KLASSEN = {
  Header = { unnumbered = true, unlisted = true },
  Link = { uri = true, email = true },
}
local ATTRIBUTEN = {
  Image = { ["fig-alt"] = true, alt = true, width = true, height = true },
  Div = { kolom = true, knoppen = true },
}
-- The kinds of cross reference that an id of an element can announce.
local SOORTEN = { Image = "fig", Figure = "fig", Table = "tbl", Header = "sec" }

local ids = {}

local function controleer_id(el, soort)
  local id = el.identifier
  if id == "" then
    return
  end
  if ids[id] then
    weiger("het label '" .. id .. "' komt twee keer voor", "elk label één keer", id)
  end
  ids[id] = soort
  local begin = gedeeld.soort(id)
  local quarto = { fig = 1, tbl = 1, sec = 1, lst = 1, eq = 1, thm = 1, lem = 1, cor = 1, prp = 1,
    cnj = 1, def = 1, exm = 1, exr = 1, nte = 1, tip = 1, wrn = 1, imp = 1, cau = 1, rem = 1, sol = 1,
    vid = 1, alg = 1 }
  local sectie = soort == "Header" and begin ~= "fig" and begin ~= "tbl"
  if begin and quarto[begin] and SOORTEN[soort] ~= begin and not sectie then
    weiger("het label '#" .. id .. "' wordt hier niet ondersteund",
      "#fig- bij een afbeelding, #tbl- bij een tabel, #sec- bij een kop", id)
  end
end

local function in_plaats_van(klasse)
  return klasse:match("^callout") and "::: {.wa-kader}"
    or "eigen klassen die met wa- beginnen, content-visible, content-hidden"
end

local function controleer_attr(el, soort)
  controleer_id(el, soort)
  for _, klasse in ipairs(el.classes) do
    if not klasse:match("^wa%-") and not (KLASSEN[soort] or {})[klasse] then
      weiger("de klasse '." .. klasse .. "' wordt niet ondersteund", in_plaats_van(klasse), klasse)
    end
  end
  local mag = ATTRIBUTEN[soort] or {}
  for sleutel, _ in pairs(el.attributes) do
    if not mag[sleutel] then
      weiger("het attribuut '" .. sleutel .. "' wordt niet ondersteund",
        "fig-alt, width, height bij een figuur; kolom bij een vak, knoppen bij een rooster", sleutel)
    end
  end
end

local function gewoon(soort)
  return function(el)
    controleer_attr(el, soort)
  end
end

local function Image(el)
  controleer_attr(el, "Image")
  local alt = el.attributes["fig-alt"] or el.attributes.alt or ""
  if not alt:match("%S") then
    weiger("de afbeelding '" .. el.src .. "' mist een tekst bij fig-alt",
      '![bijschrift](' .. el.src .. '){#fig-naam fig-alt="beschrijving"}', el.src)
  elseif alt == pandoc.utils.stringify(el.caption) then
    weiger("fig-alt van '" .. el.src .. "' is gelijk aan het bijschrift",
      "een beschrijving van wat er te zien is", el.src)
  end
  for _, maat in ipairs({ "width", "height" }) do
    local waarde = el.attributes[maat]
    if waarde and not (waarde:match("^%d+%.?%d*%%$") or waarde:match("^%d+%.?%d*mm$")
        or waarde:match("^%d+%.?%d*cm$") or waarde:match("^%d+%.?%d*in$")) then
      weiger("de maat '" .. maat .. "=" .. waarde .. "' wordt niet ondersteund",
        "een getal met %, mm, cm of in", waarde)
    end
  end
  local bestand = not el.src:match("^%a+:") and io.open(el.src:gsub("%%(%x%x)", function(x)
    return string.char(tonumber(x, 16))
  end), "rb")
  if bestand then
    bestand:close()
  else
    weiger("de afbeelding '" .. el.src .. "' bestaat niet",
      "een bestand in het project, met een pad vanaf de map van het document", el.src)
  end
end

local function Figure(el)
  controleer_attr(el, "Figure")
  if gedeeld.soort(el.identifier) ~= "fig" then
    local naald = ""
    el:walk({ Image = function(beeld) naald = beeld.src end })
    weiger("een figuur met bijschrift zonder label", "{#fig-naam fig-alt=\"…\"} na de figuur", naald)
  end
end

local function raw(el)
  if el.format:match("^html") and el.text:match("^%s*<!%-%-.*%-%->%s*$") then
    return {}
  end
  local stuk = el.text:match("^%s*([^\n]*)"):sub(1, 60)
  weiger("ruwe " .. el.format .. " ('" .. stuk .. "') wordt niet ondersteund", "gewone Markdown",
    stuk)
  return {}
end

local function Math(el)
  if gedeeld.typst then
    weiger("de formule '" .. el.text .. "' heeft geen alternatieve tekst in PDF",
      "de formule in gewone tekst, of alleen in html met .content-visible", el.text)
  end
end

local function Cite(el)
  for _, c in ipairs(el.citations) do
    if not gedeeld.woorden[gedeeld.soort(c.id) or ""] then
      weiger("'@" .. c.id .. "' is geen verwijzing naar een figuur, tabel of paragraaf",
        "@fig-naam, @tbl-naam, @sec-naam; een gewoon apenstaartje als \\@", "@" .. c.id)
    end
    if #c.prefix > 0 or #c.suffix > 0 then
      weiger("tekst binnen de verwijzing '@" .. c.id .. "' wordt niet ondersteund",
        "@label of [-@label]", "@" .. c.id)
    end
  end
end

local function Link(el)
  controleer_attr(el, "Link")
  local doel = el.target
  if not (doel:match("^https?://") or doel:match("^mailto:") or doel:match("^#.")) then
    weiger("de link naar '" .. doel .. "' wordt niet ondersteund",
      "https://…, mailto:… of #label", doel)
  end
end

local function CodeBlock(el)
  controleer_id(el, "CodeBlock")
  for sleutel, _ in pairs(el.attributes) do
    weiger("het attribuut '" .. sleutel .. "' bij een codeblok", "alleen een taal", sleutel)
  end
end

return {
  {
    Div = gewoon("Div"), Span = gewoon("Span"), Header = gewoon("Header"), Table = gewoon("Table"),
    Code = gewoon("Code"), Image = Image, Figure = Figure, RawBlock = raw, RawInline = raw,
    Math = Math, Cite = Cite, Link = Link, CodeBlock = CodeBlock,
  },
}
