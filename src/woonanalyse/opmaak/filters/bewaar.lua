-- Writes what was read to a file, a line for the head and one for each part, and leaves nothing. For a page a
-- part is its headings and, for what stands between them, html with marks in the places of numbers; for Typst,
-- which numbers by itself, it is all of its source between two marks.
local map = pandoc.path.directory(PANDOC_SCRIPT_FILE)
local gedeeld = dofile(pandoc.path.join({ map, "gedeeld.lua" }))
local nummering = dofile(pandoc.path.join({ map, "nummering.lua" }))

local MERK, STUK = utf8.char(0xE002), utf8.char(0xE003)
local OPEN, DICHT = utf8.char(0xE004), utf8.char(0xE005)
-- Pandoc writes spaces in a page that has a template otherwise than in one that has none.
local OPTIES = { wrap_text = "none", html_math_method = "mathml", section_divs = true,
  template = pandoc.template.compile("$body$") }

--- In a part the number of something is not known yet, only which things have one.
local merken = nummering.filter(function(id)
  return gedeeld.woorden[gedeeld.soort(id) or ""] and OPEN .. id .. DICHT or nil
end)

--- Whether a block can be written by itself: no heading is in it, nothing that is counted over the page.
local function is_los(blok)
  local los = true
  local function niet() los = false end
  pandoc.Blocks({ blok }):walk({
    Header = niet, Note = niet,
    CodeBlock = function(el) los = los and #el.classes == 0 end,
  })
  return los
end

--- The blocks with a mark in the place of each run that can be written by itself, which is added to `runs`.
local function met_plekken(blokken, runs)
  local uit, lopend = pandoc.Blocks({}), pandoc.Blocks({})
  local function sluit()
    if #lopend > 0 then
      uit:insert(pandoc.RawBlock("html", STUK))
      runs:insert(lopend)
      lopend = pandoc.Blocks({})
    end
  end
  for _, blok in ipairs(blokken) do
    if is_los(blok) then
      lopend:insert(blok)
    else
      sluit()
      if blok.t == "Div" then
        blok.content = met_plekken(blok.content, runs)
      end
      uit:insert(blok)
    end
  end
  sluit()
  return uit
end

--- What is written of each run; all at once, as pandoc takes longest to begin.
local function schrijf_runs(runs)
  local samen = pandoc.Blocks({})
  for _, run in ipairs(runs) do
    samen:extend(run)
    samen:insert(pandoc.RawBlock("html", STUK))
  end
  local tekst = pandoc.write(pandoc.Pandoc(samen:walk(merken)), "html5", OPTIES)
  local stukken = pandoc.List({})
  for stuk in tekst:gmatch("(.-)" .. STUK) do
    stukken:insert((stuk:gsub("^\n", ""):gsub("\n$", "")))
  end
  return stukken
end

--- The blocks with a mark in the place of each run, and what is written of those; of some that is nothing.
local function in_stukken(blokken)
  local runs = pandoc.List({})
  local uit = met_plekken(blokken, runs)
  local stukken, nr = schrijf_runs(runs), 0
  uit = uit:walk({ RawBlock = function(el)
    if el.text == STUK then
      nr = nr + 1
      return stukken[nr] == "" and {} or nil
    end
  end })
  return uit, stukken:filter(function(stuk) return stuk ~= "" end)
end

--- Whether the source for Typst of these blocks needs nothing besides: code in a language needs its colours.
local function zonder_kleuren(blokken)
  local zonder = true
  local function code(el) zonder = zonder and #el.classes == 0 end
  blokken:walk({ Code = code, CodeBlock = code })
  return zonder
end

--- The source for Typst, with how many empty lines it asks for before and after it.
local function als_typst(blokken)
  local grens = pandoc.RawBlock("typst", STUK)
  local heel = pandoc.Blocks({ grens })
  heel:extend(blokken:walk(merken))
  heel:insert(grens)
  return pandoc.write(pandoc.Pandoc(heel), "typst", { wrap_text = "none" })
end

local function regel(blokken, meta)
  local deel = { stukken = pandoc.List({}), telling = nummering.telling(blokken) }
  if meta == nil and not gedeeld.typst then
    blokken, deel.stukken = in_stukken(blokken)
  elseif meta == nil and zonder_kleuren(blokken) then
    blokken, deel.stukken = pandoc.Blocks({}), pandoc.List({ als_typst(blokken) })
  end
  deel.document = pandoc.write(pandoc.Pandoc(blokken, meta), "json")
  return pandoc.json.encode(deel)
end

local function Pandoc(doc)
  local uit = assert(io.open(os.getenv("WOONANALYSE_DELEN"), "wb"))
  local deel, meta = pandoc.Blocks({}), doc.meta
  local function schrijf()
    uit:write(regel(deel, meta), "\n")
    deel, meta = pandoc.Blocks({}), nil
  end
  for _, blok in ipairs(doc.blocks) do
    if blok.t == "CodeBlock" and blok.text:sub(1, #MERK) == MERK then
      schrijf()
    else
      deel:insert(blok)
    end
  end
  schrijf()
  uit:close()
  return pandoc.Pandoc({})
end

return { { Pandoc = Pandoc } }
